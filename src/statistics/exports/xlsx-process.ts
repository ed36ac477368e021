/**
 * The process that writes a list of requests as XLSX, with a read-only connection of its own. Takes the path as its argument and the list as its
 * one message; says how many requests are written, page by page, and `isWhole` when the file is on disk.
 */
import { once } from 'node:events';
import { openThreadDatabase } from '../../database/thread-database.js';
import type { ListOrder } from '../lists/csv-in-thread.js';
import { requestRows } from '../lists/request-rows.js';
import type { SheetSaid } from './long-workbook.js';
import { openSheetFile } from './sheet-file.js';

process.on('disconnect', () => process.exit(1)); // whoever asked is gone
const say = (said: SheetSaid) => process.send?.(said);

const [order] = await once(process, 'message');
const { database, ...list } = order as ListOrder; // what `writeLongWorkbook` sends
const connection = await openThreadDatabase(database);
const sheet = openSheetFile(process.argv[2] ?? '');
let rows = -1; // the heading is no request
for await (const page of requestRows(connection.rows, list)) {
  sheet.add(page);
  rows += page.length;
  say({ rows });
}
await connection.close();
sheet.end();
say({ isWhole: true });
