/** The API takes no more. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SEATS = 100_000;

/** What is wrong with a choice of file. */
export type FileFault = 'file-missing' | 'file-large';

/** Why a file cannot be sent; nothing where it can. */
export function fileFault(file: { size: number } | undefined): FileFault | undefined {
  if (!file) return 'file-missing';
  return file.size > MOST_BYTES ? 'file-large' : undefined;
}

/** The seats that were typed; nothing where it is no number of seats. */
export function seatsIn(text: string): number | undefined {
  const seats = Number(text);
  return /^\d+$/.test(text.trim()) && seats <= MOST_SEATS ? seats : undefined;
}
