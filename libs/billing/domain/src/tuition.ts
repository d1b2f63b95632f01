/** The tuition of an enrolment, in minor units. */
export function tuitionFor(credits: number, tuitionPerCredit: number): number {
  return credits * tuitionPerCredit;
}

/** Whether an account may not take this tuition: reaching the limit is allowed, passing it is not. */
export function passesLimit(account: { balance: number; limit: number }, tuition: number): boolean {
  return account.balance + tuition > account.limit;
}
