/** The nine floors of the house: a file imports from lower floors or its own folder; between neighbours only where an arrow is given. */
const floors = [
  ['shared', 'config'],
  ['database', 'web', 'access', 'proof', 'files', 'calendar', 'settings', 'live'],
  [
    'workflow',
    'catalogue',
    'offices',
    'territory',
    'feedback',
    'deliveries',
    'accounts',
    'partners',
    'notices',
  ],
  ['routing'],
  ['requests'],
  ['statistics', 'worksheets'],
  ['doors'],
];
const arrows = {
  config: ['shared'],
  access: ['database', 'web', 'settings'],
  web: ['settings'],
  proof: ['database'],
  files: ['database'],
  calendar: ['settings', 'database'],
  settings: ['database', 'proof'],
  live: ['database'],
  accounts: ['offices'],
  workflow: ['offices'],
  catalogue: ['workflow'],
  partners: ['deliveries'],
  notices: ['deliveries'],
  statistics: ['worksheets'],
};

const rules = [];
floors.forEach((rooms, floor) => {
  for (const room of rooms) {
    const below = floors.slice(0, floor).flat();
    const allowed = [room, ...below, ...(arrows[room] ?? [])].join('|');
    rules.push({
      name: `floor-${floor + 1}-${room}`,
      comment: `src/${room} may import only: ${allowed}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${allowed})/` },
    });
  }
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'pure-domain',
      comment: 'domain/ decides and returns data: no framework, no database, no I/O',
      severity: 'error',
      from: { path: '/domain/' },
      to: {
        path: '^(node:(?!crypto)|fs|http|node_modules/(@nestjs|typeorm|express|handlebars|nodemailer|bullmq|ioredis|pg|better-sqlite3))|\\.(service|controller|module|entity)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['^src/(main|worker|cli)\\.ts$', '^src/shared/', '^migrations/'],
      },
      to: {},
    },
    {
      name: 'between-doors',
      comment: 'a door never reaches into another door; commands are the handles of all of them',
      severity: 'error',
      from: { path: '^src/doors/([^/]+)/', pathNot: '\\.command\\.ts$' },
      to: { path: '^src/doors/', pathNot: '^src/doors/($1|shared)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
