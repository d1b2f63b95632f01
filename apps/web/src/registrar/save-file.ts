/** Offers a file to be saved, as if a link to it had been followed. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after this, but soon.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The same of CSV text. */
export const saveCsv = (name: string, text: string): void =>
  saveFile(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));
