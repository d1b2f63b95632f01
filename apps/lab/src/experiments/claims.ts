/** What the lab puts to the test, or would like to. */
export interface Claim {
  readonly id: string;
  readonly group: 'Architecture' | 'Edge' | 'Runtime' | 'Measuring' | 'Technologies';
  /** As people say it. */
  readonly words: string;
}

const claim = (group: Claim['group'], id: string, words: string): Claim => ({ group, id, words });

/** All claims, in the order in which the lab lists them. Those without an experiment are said to have none yet. */
export const claims: readonly Claim[] = [
  claim(
    'Architecture',
    'scale-out',
    'A monolith cannot scale out one function: to take more registrations you add whole copies. Microservices scale just login and enrolment.',
  ),
  claim(
    'Architecture',
    'fault-isolation',
    'A fault in one part takes a monolith down; in microservices the rest goes on.',
  ),
  claim(
    'Architecture',
    'call-cost',
    'Calling another module costs nothing in a monolith, and a network trip between services.',
  ),
  claim('Architecture', 'consistency', 'Transactions across services need extra logic.'),
  claim(
    'Architecture',
    'change-impact',
    'Microservices and multi-module builds shorten build and test; a change stays local.',
  ),
  claim('Architecture', 'deploy', 'A monolith cannot be updated often; a service is released alone.'),
  claim('Architecture', 'footprint', 'Microservices need more management.'),
  claim(
    'Architecture',
    'extraction',
    'Multi-module makes it easy to move between monolith and microservices.',
  ),
  claim('Architecture', 'boundaries', 'Multi-module dependencies get tangled as features are added.'),
  claim('Edge', 'web-server', 'A web server in front relieves the application server of static content.'),
  claim(
    'Edge',
    'load-balancing',
    'Round robin suits equal servers; weights suit unequal ones; IP hash keeps a client on one server; least connections suits uneven work.',
  ),
  claim('Edge', 'l4-l7', 'Layer 4 is faster and cheaper, layer 7 can look inside.'),
  claim('Edge', 'failover', 'The proxy takes a failed server out and back in without users noticing.'),
  claim(
    'Edge',
    'http-cache',
    'Caching saves the server work: browser, proxy and gateway caches, ETag, Last-Modified, Expires, max-age.',
  ),
  claim('Edge', 'cdn', 'A cache near the user hides distance.'),
  claim(
    'Edge',
    'nginx-apache',
    "Nginx serves many connections with less memory than Apache's process per connection.",
  ),
  claim(
    'Edge',
    'edge-rules',
    'The proxy hides the application, restricts by address, serves several applications on one address.',
  ),
  claim('Edge', 'tls', 'Encryption belongs at the web server.'),
  claim(
    'Runtime',
    'blocking',
    'Blocking and non-blocking, synchronous and asynchronous: four combinations, four costs.',
  ),
  claim('Runtime', 'event-loop', 'A thread per request costs more than an event loop.'),
  claim('Runtime', 'zero-copy', 'Zero copy saves CPU.'),
  claim(
    'Measuring',
    'capacity',
    'Know your load: virtual users, RPS and TPS, monthly and daily active users.',
  ),
  claim('Measuring', 'soak', 'Stable under long load.'),
  claim('Technologies', 'brokers', 'RabbitMQ, ActiveMQ, Kafka, Redis: each its place.'),
  claim('Technologies', 'logging', 'The logging library matters.'),
  claim('Technologies', 'observability', 'Logs, metrics and traces across services.'),
  claim('Technologies', 'containers', 'Containers cost little.'),
];

/** What the lab does not test, and why. */
export const notTested: readonly { readonly what: string; readonly why: string }[] = [
  { what: 'least-response-time balancing', why: 'it is not in open-source Nginx' },
  {
    what: 'a log stack such as Elasticsearch',
    why: 'the logs are JSON on standard output, made for one, but none is part of this repository',
  },
  {
    what: 'a service in another language ("technology freedom")',
    why: 'the wire format is documented and tested, so one could be written; none is',
  },
];
