import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Environment } from '../config/environment.js';
import {
  assertDurable,
  keepSavepointsInMemory,
  readerOptions,
  type Schema,
  writerOptions,
} from './data-source.js';
import { Idempotency } from './idempotency.service.js';
import { Reads } from './reads.js';
import { Transactions } from './transactions.js';

/** Opens the database, brings it up to date, and gives `Transactions`, `Reads` and `Idempotency` to everybody. */
@Module({})
export class DatabaseModule {
  static forRoot(schema: Schema): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [writer(schema), reader(schema)],
      providers: [
        {
          provide: Transactions,
          useFactory: (source: DataSource) => new Transactions(source),
          inject: [getDataSourceToken()],
        },
        {
          provide: Reads,
          useFactory: (source: DataSource) => new Reads(source),
          inject: [getDataSourceToken('reads')],
        },
        Idempotency,
      ],
      exports: [Transactions, Reads, Idempotency],
    };
  }
}

function writer(schema: Schema): DynamicModule {
  return TypeOrmModule.forRootAsync({
    inject: [Environment],
    useFactory: (environment: Environment) => ({
      ...writerOptions(environment, schema),
      retryAttempts: 0,
    }),
    dataSourceFactory: openWriter,
  });
}

function reader(schema: Schema): DynamicModule {
  return TypeOrmModule.forRootAsync({
    name: 'reads',
    inject: [Environment, getDataSourceToken()], // after the writer: it makes the file and its tables
    useFactory: (environment: Environment) => ({
      ...readerOptions(environment, schema),
      retryAttempts: 0,
    }),
  });
}

async function openWriter(
  options?: ConstructorParameters<typeof DataSource>[0],
): Promise<DataSource> {
  if (!options) throw new Error('no database options');
  const source = await new DataSource(options).initialize();
  await source.runMigrations({ transaction: 'each' });
  await keepSavepointsInMemory(source);
  await assertDurable(source);
  return source;
}
