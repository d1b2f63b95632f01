import { describe, expect, it } from '@jest/globals';
import { figuresBetween, servedBy } from './served.ts';

/** Metrics of a process that has served requests of one route, by status, within 10 ms, 100 ms, or longer. */
const metrics = ({ ok = 0, failed = 0, within10 = 0, within100 = 0, longer = 0, route = '/api/sections' }) =>
  [
    `http_requests_total{method="GET",route="${route}",status="200"} ${ok}`,
    `http_requests_total{method="GET",route="${route}",status="503"} ${failed}`,
    'http_requests_total{method="GET",route="/metrics",status="200"} 1000',
    `http_request_seconds_bucket{le="0.01",route="${route}"} ${within10}`,
    `http_request_seconds_bucket{le="0.1",route="${route}"} ${within10 + within100}`,
    `http_request_seconds_bucket{le="+Inf",route="${route}"} ${within10 + within100 + longer}`,
    'http_request_seconds_bucket{le="0.01",route="/metrics"} 1000',
    'http_request_seconds_bucket{le="+Inf",route="/metrics"} 1000',
    'db_connections 4',
  ].join('\n');
const between = (before: string, now: string, seconds = 2) =>
  figuresBetween(servedBy(before), servedBy(now), seconds);

describe('What a process served between two looks', () => {
  it('is its requests to the API by second, and those that failed', () => {
    expect(between(metrics({ ok: 100, failed: 1 }), metrics({ ok: 140, failed: 5 }))).toEqual({
      requestsPerSecond: 22,
      errorsPerSecond: 2,
      connections: 4,
    });
  });

  it('has a percentile of the requests in between alone', () => {
    const before = metrics({ ok: 100, longer: 100 });
    // 90 of the 100 are within 10 ms: the 95th is half way through the next bucket.
    const { p95Ms } = between(before, metrics({ ok: 200, longer: 100, within10: 90, within100: 10 }));
    expect(p95Ms).toBeCloseTo(10 + 90 * 0.5);
  });

  it('is as slow as the last bound where requests took longer', () => {
    expect(between(metrics({}), metrics({ ok: 1, longer: 1 })).p95Ms).toBe(100);
  });

  it('has no percentile without requests', () => {
    expect(between(metrics({ ok: 5, within10: 5 }), metrics({ ok: 5, within10: 5 }))).not.toHaveProperty(
      'p95Ms',
    );
  });

  it('counts from nothing where the process has begun again', () => {
    expect(between(metrics({ ok: 100, within10: 100 }), metrics({ ok: 6, within10: 6 }))).toMatchObject({
      requestsPerSecond: 3,
      p95Ms: expect.closeTo(9.5),
    });
  });

  it('leaves streams out, which last for as long as somebody listens', () => {
    const route = '/api/notifications/stream';
    expect(between(metrics({ route }), metrics({ route, ok: 9, longer: 9 }))).toEqual({
      requestsPerSecond: 0,
      errorsPerSecond: 0,
      connections: 4,
    });
  });
});
