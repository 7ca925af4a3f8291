/** Where the program is: src/, or dist/, where it is bundled and no file is where its source was. */
export const programFolder = new URL('.', import.meta.url)
