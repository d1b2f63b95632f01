import type { Section } from '@sugang/catalog-contracts';
import type { Client } from './client.ts';
import { registrationRoutes } from './registration-routes.ts';
import type { SectionBody } from './registration-routes.ts';

type Change = Partial<SectionBody>;

/** Makes a section with these things about it; what is left out takes a plain value. */
export async function makeSection(
  registrar: Client,
  section: Change & { term: string; code: string },
): Promise<Section> {
  const { code, ...rest } = section;
  const [subject, number] = code.split(' ') as [string, string];
  const body = {
    subject,
    number,
    title: `Course ${code}`,
    description: '',
    credits: { min: 1, max: 1 },
    capacity: 30,
    instructors: [],
    meetings: [],
    prerequisites: [],
    ...rest,
  };
  return registrar.call(registrationRoutes.createSection, { body });
}

/** Changes a section. */
export async function change(registrar: Client, { id }: { id: string }, body: Change): Promise<void> {
  await registrar.call(registrationRoutes.changeSection, { params: { id }, body });
}

/** Sets how many seats a section has. */
export const setCapacity = (registrar: Client, section: { id: string }, capacity: number): Promise<void> =>
  change(registrar, section, { capacity });

/** Cancels a section. */
export function cancel(registrar: Client, { id }: { id: string }): Promise<void> {
  return registrar.call(registrationRoutes.cancelSection, { params: { id } });
}
