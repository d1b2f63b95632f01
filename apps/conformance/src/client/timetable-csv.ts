/** A section as a test needs it; what is left out takes a plain value. */
export interface SectionPlan {
  /** `SUBJECT NUMBER` */
  code: string;
  title?: string;
  description?: string;
  /** As the file writes them: `3 hours.`, `1 TO 4 hours.`, `3 OR 4 hours.` */
  credits?: string;
  /** `MWF 09:00 AM-09:50 AM`; none is ARRANGED. */
  meetings?: string[];
  /** `Henson, A;Pak, Y` */
  instructors?: string;
  /** `A` (active) unless said otherwise; `C` is cancelled. */
  status?: 'A' | 'C';
}

/** The columns of a timetable file, in their order. */
const COLUMNS = [
  'Year,Term,YearTerm,Subject,Number,Name,Description,Credit Hours,Section Info,Degree Attributes',
  'Schedule Information,CRN,Section,Status Code,Part of Term,Section Title,Section Credit Hours',
  'Section Status,Enrollment Status,Type,Type Code,Start Time,End Time,Days of Week,Room,Building,Instructors',
].flatMap((part) => part.split(','));

/** Writes sections as a timetable file of one term. `firstCrn` numbers them, so files of one term can be kept apart. */
export function timetableCsv(term: string, plans: readonly SectionPlan[], firstCrn = 10_001): string {
  const rows = plans.flatMap((plan, index) => rowsOf(term, plan, String(firstCrn + index)));
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.map(quote).join(',')}\n`)
    .join('');
}

function rowsOf(term: string, plan: SectionPlan, crn: string): Record<string, string>[] {
  const [subject, number] = plan.code.split(' ') as [string, string];
  const section = {
    Year: '2026',
    Term: 'Summer',
    YearTerm: term,
    Subject: subject,
    Number: number,
    Name: plan.title ?? `Course ${plan.code}`,
    Description: plan.description ?? '',
    'Credit Hours': plan.credits ?? '3 hours.',
    CRN: crn,
    Section: 'A',
    'Status Code': 'A',
    'Section Status': plan.status ?? 'A',
    'Enrollment Status': 'Open',
    Type: 'Lecture',
    'Type Code': 'LEC',
    Instructors: plan.instructors ?? '',
  };
  const times = plan.meetings?.map(readMeeting) ?? [{ 'Start Time': 'ARRANGED' }];
  return times.map((time) => ({ ...section, ...time }));
}

function readMeeting(meeting: string): Record<string, string> {
  const [, days, start, end] = /^(\w+) (.+)-(.+)$/.exec(meeting) as unknown as [
    string,
    string,
    string,
    string,
  ];
  return { 'Days of Week': days, 'Start Time': start, 'End Time': end, Room: '101', Building: 'Main Hall' };
}

const quote = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
