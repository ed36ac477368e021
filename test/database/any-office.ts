import { newId } from '../../src/shared/ids.js';

/** An office's row with nothing of its own but a code: the shortest row that these tests of the database can write. */
export const anyOffice = (code: string) => ({
  id: newId(),
  code,
  name: { it: code },
  email: null,
  phone: null,
  isActive: true,
});
