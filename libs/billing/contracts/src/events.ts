import { defineEvent } from '@sugang/contract';
import { ChargeDecision } from './operations.ts';

export const ChargeDecided = defineEvent('billing.charge-decided', {
  summary: 'Billing charged an enrolment or refused to; sent again each time that it is asked',
  subject: 'enrollmentId',
  payload: ChargeDecision,
});
