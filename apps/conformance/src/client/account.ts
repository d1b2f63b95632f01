import { billingRoutes } from '@sugang/billing-contracts';
import type { Account } from '@sugang/billing-contracts';
import type { Client } from './client.ts';

/** The student's account. */
export const accountOf = (student: Client): Promise<Account> => student.call(billingRoutes.ownAccount);

/** Sets the most that a student's account may owe by tuition. */
export async function limitAccount(registrar: Client, student: Client, limit: number): Promise<void> {
  await registrar.call(billingRoutes.setLimit, { params: { studentId: student.user.id }, body: { limit } });
}

/** The entries of an enrolment in an account, as `tuition 30000`, the oldest first. */
export async function entriesOf(student: Client, { id }: { id: string }): Promise<string[]> {
  const { charges } = await accountOf(student);
  return charges
    .filter(({ enrollmentId }) => enrollmentId === id)
    .map(({ kind, amount }) => `${kind} ${amount}`);
}
