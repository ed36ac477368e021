/** Why a sheet was refused whole: nothing of it is kept. `code` is a key under `errors.` in the language files, `data` fills its blanks. */
export class SheetFault extends Error {
  constructor(
    readonly code: string,
    readonly data: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}
