/** The edge is no service: its image has Nginx' configuration, which the lab generates, and the site. */
const edge = ['@sugang/lab', '@sugang/web'];
const files = [
  { file: 'monolith.yml', variant: 'monolith' },
  { file: 'microservices.yml', variant: 'msa' },
  { file: 'database.yml' },
  { file: 'dead-letters.yml' },
  { file: 'edge.yml' },
];

/** The images that Compose builds: of which app, and which variant has them; both where none is named. */
export const imagesOf = (read) =>
  files.flatMap(({ file, variant }) =>
    [
      ...read(`infra/compose/${file}`).matchAll(
        /target: \w+\n(?:\s+args: \{ APP: (?<app>[\w-]+) \}\n)?\s+image: (?<name>\S+)/g,
      ),
    ].map(({ groups: { app, name } }) => ({
      name,
      apps: app ? [`@sugang/${app}`] : edge,
      ...(variant && { variant }),
    })),
  );
