/** The tuition of an enrolment, in minor units. */
export function tuitionFor(credits: number, tuitionPerCredit: number): number {
  return credits * tuitionPerCredit;
}

/** Whether an account may not take this tuition: reaching the limit is allowed, passing it is not. */
export function passesLimit(account: { balance: number; limit: number }, tuition: number): boolean {
  return account.balance + tuition > account.limit;
}

/**
 * Whether a swap would pass the limit, which is judged on the difference. One that does not raise what is owed never does, also
 * where the balance is above a limit that was lowered since: whoever owes too much may still change to what costs no more.
 *
 * @param owed what is owed for the enrolment that goes
 */
export function swapPassesLimit(
  account: { balance: number; limit: number },
  tuition: number,
  owed: number,
): boolean {
  const difference = tuition - owed;
  return difference > 0 && passesLimit(account, difference);
}
