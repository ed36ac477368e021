/** A number that people dial, as a council writes it: digits and blanks, an emergency number too. */
export const DIALLED = /^\+?\d[\d ]{1,30}$/;
