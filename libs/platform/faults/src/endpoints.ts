import { fieldErrors, invalidInput } from '@sugang/contract';
import type { Logger } from '@sugang/observability';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import { burn, ControlWork } from './control-work.ts';
import type { FaultyModule } from './faulty-module.ts';
import { MODULE_FAULTS, ModuleFault } from './module-fault.ts';
import { StepPlan, type Steps } from './steps.ts';

/** What the endpoints act on. */
export interface FaultSwitches {
  /** @throws Problem `not-found` */
  module(context: string): FaultyModule;
  readonly steps: Steps;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Adds the endpoints. Nginx passes none of them on but the control work, and that only where its configuration was made so. */
export function addEndpoints(fastify: FastifyInstance, switches: FaultSwitches): void {
  addModuleFaults(fastify, switches);
  addSteps(fastify, switches);
  fastify.get('/api/_lab/compute', async (request) =>
    burn(checked(ControlWork, request.query, 'query', 'Ask for "?rounds=10000", or for nothing.')),
  );
}

function addModuleFaults(fastify: FastifyInstance, { module, logger }: FaultSwitches): void {
  fastify.put<{ Params: { context: string } }>('/faults/modules/:context', async (request, reply) => {
    const faulty = module(request.params.context);
    const fault = checked(ModuleFault, request.body, 'body', `Send ${MODULE_FAULTS}.`);
    logger.warn({ module: faulty.context, ...fault }, 'fault: switched on');
    if (endsAnswers(fault)) whenAnswered(reply, () => faulty.begin(fault));
    else faulty.begin(fault);
    return { module: faulty.context, ...fault };
  });
  fastify.delete<{ Params: { context: string } }>('/faults/modules/:context', async (request, reply) => {
    const faulty = module(request.params.context);
    faulty.heal();
    logger.warn({ module: faulty.context }, 'fault: healed');
    return reply.code(204).send();
  });
}

function addSteps(fastify: FastifyInstance, { steps, logger }: FaultSwitches): void {
  fastify.put('/faults/statements', async (request) => {
    const plan = checked(
      StepPlan,
      request.body,
      'body',
      'Send {"dieAt":3,"when":"before"}, or {} to note steps only.',
    );
    logger.warn(plan, 'fault: steps are noted');
    steps.arm(plan);
    return plan;
  });
  fastify.delete('/faults/statements', async (_request, reply) => {
    steps.disarm();
    logger.warn('fault: steps are not noted any more');
    return reply.code(204).send();
  });
  fastify.get('/faults/steps', async () => ({ count: steps.count, steps: steps.described }));
}

/** Whether nothing is answered once it has begun. */
const endsAnswers = ({ kind }: ModuleFault): boolean => kind === 'crash' || kind === 'busy-loop';

function whenAnswered({ raw }: FastifyReply, action: () => void): void {
  raw.once('finish', () => setImmediate(action));
}

/** @throws Problem `invalid-input` with one sentence that says what is wrong and what fits */
function checked<S extends z.ZodType>(schema: S, value: unknown, part: string, wayOut: string): z.output<S> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const errors = fieldErrors(result.error, part);
  const { path, message } = errors[0]!;
  throw invalidInput(errors, `${path} is wrong (${message}). ${wayOut}`);
}
