/** What the ceiling's connections are given: plans by index, which the product's connections have as well (docs/adr/0031). */
export const connectionOptions = '-c enable_seqscan=off';
