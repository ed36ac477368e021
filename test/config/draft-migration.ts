/** Prints the Table API calls for tables that entities have and the database lacks: a draft to read and tidy by hand. */
import 'reflect-metadata';
import { DataSource, type EntityMetadata, Table, type TableColumn, TableForeignKey } from 'typeorm';
import { SnakeNaming } from '../../src/database/naming.js';
import { entities } from '../../src/schema.js';

const only = process.argv.slice(2);
const source = await new DataSource({
  type: 'better-sqlite3',
  database: ':memory:',
  entities,
  namingStrategy: new SnakeNaming(),
}).initialize();

const tables = inOrder(source.entityMetadatas.map(withForeignKeys));
for (const table of tables) {
  if (only.length > 0 && !only.includes(table.name)) continue;
  console.log(`    await q.createTable(
      new Table({
        name: '${table.name}',
        columns: [
${table.columns.map((column) => `          ${columnText(table.name, column)},`).join('\n')}
        ],
        indices: ${JSON.stringify(table.indices.map(({ name, columnNames, isUnique }) => ({ name, columnNames, isUnique })))},
        foreignKeys: ${JSON.stringify(table.foreignKeys.map(({ name, columnNames, referencedTableName, referencedColumnNames, onDelete }) => ({ name, columnNames, referencedTableName, referencedColumnNames, onDelete })))},
      }),
    );`);
}
await source.destroy();

function columnText(tableName: string, column: TableColumn): string {
  const metadata = source.entityMetadatas
    .find((entity) => entity.tableName === tableName)
    ?.columns.find((c) => c.databaseName === column.name);
  const isInstant = metadata?.transformer !== undefined;
  const options = [
    `name: '${column.name}'`,
    isInstant ? `type: instant` : column.type === 'blob' ? 'type: bytes' : `type: '${column.type}'`,
    column.length ? `length: '${column.length}'` : '',
    column.isPrimary ? 'isPrimary: true' : '',
    column.isNullable ? 'isNullable: true' : '',
  ];
  return `{ ${options.filter(Boolean).join(', ')} }`;
}

function withForeignKeys(metadata: EntityMetadata): Table {
  const table = Table.create(metadata, source.driver);
  table.foreignKeys = metadata.foreignKeys.map((key) => TableForeignKey.create(key, source.driver));
  return table;
}

/** A table after those that it refers to. */
function inOrder(all: Table[]): Table[] {
  const sorted: Table[] = [];
  const visit = (table: Table): void => {
    if (sorted.includes(table)) return;
    for (const key of table.foreignKeys) {
      const target = all.find((t) => t.name === key.referencedTableName);
      if (target && target !== table) visit(target);
    }
    sorted.push(table);
  };
  all.forEach(visit);
  return sorted;
}
