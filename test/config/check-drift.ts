/** Migrates the configured database and fails where entities and migrations disagree, naming the statements that would be needed. */
import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { readEnvironment } from '../../src/config/environment.js';
import { writerOptions } from '../../src/database/data-source.js';
import { schema } from '../../src/schema.js';

const source = await new DataSource(writerOptions(readEnvironment(), schema)).initialize();
await source.runMigrations({ transaction: 'each' });
const wanted = await source.driver.createSchemaBuilder().log();
await source.destroy();
for (const { query } of wanted.upQueries) console.error(query);
if (wanted.upQueries.length > 0) process.exit(1);
console.log('entities and migrations agree');
