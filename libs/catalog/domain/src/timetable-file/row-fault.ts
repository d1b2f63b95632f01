/** Why a row of a timetable file cannot be taken, as a sentence for the registrar. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
}
