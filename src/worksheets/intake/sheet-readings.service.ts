import {
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { FileStore } from '../../files/file-store.js';
import type { HeaderWords } from '../domain/header.js';
import { paperLines } from '../domain/paper-lines.js';
import type { MatchedLine } from '../domain/sheet-row.js';
import { HeldWorks } from '../held-works.service.js';
import { openReader, type SheetReader } from '../reading/sheet-thread.js';
import { KeptWords } from '../kept-words.service.js';
import type { Worksheet } from '../worksheet.entity.js';
import { RetiredSheets } from './retired-sheets.service.js';
import { StagedSheets } from './staged-sheets.service.js';

const LINES_AT_ONCE = 1_000;
const ATTEMPTS = 3;
const UNREADABLE = { kind: 'file', error: { field: 'sheet', code: 'sheet-unreadable' } } as const;

interface Reading {
  readonly ended: Promise<void>;
  isStopped: boolean;
  sheet: Worksheet | null;
  reader: SheetReader | null;
}

/**
 * Reads sheets in the background, each once at a time in the whole installation: file, works of ours, lines staged, then in its place. What is
 * cut off (a kill, a crash) is taken up again when its lease has run out, at most three times; nothing of it counted meanwhile.
 */
@Injectable()
export class SheetReadings implements OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger('worksheets');
  private readonly running = new Map<string, Reading>();

  constructor(
    private readonly staged: StagedSheets,
    private readonly retired: RetiredSheets,
    private readonly held: HeldWorks,
    private readonly words: KeptWords,
    private readonly store: FileStore,
  ) {}

  /** Answers when the reading has ended, well or not; what came of it stands on the sheet. */
  begin(id: string): Promise<void> {
    const known = this.running.get(id);
    if (known) return known.ended;
    const reading: Reading = {
      isStopped: false,
      sheet: null,
      reader: null,
      ended: Promise.resolve().then(() => this.read(id, reading)),
    };
    this.running.set(id, reading);
    return reading.ended;
  }

  /** False where it is no longer being read: what was read stays. */
  async cancel(id: string): Promise<boolean> {
    const isCancelled = await this.staged.cancel(id);
    const reading = this.running.get(id);
    if (!isCancelled) return false;
    await this.stop(reading);
    await this.retired.sweep();
    return true;
  }

  /** Takes up what another process has left, and clears away what does not count. */
  async round(): Promise<void> {
    for (const id of await this.staged.orphans()) await this.begin(id);
    await this.retired.sweep();
  }

  /** A round waits for what it has begun, so that ends first. */
  async onModuleDestroy(): Promise<void> {
    await this.stopAll();
  }

  /** What the last answers began. */
  async onApplicationShutdown(): Promise<void> {
    await this.stopAll();
  }

  private async stopAll(): Promise<void> {
    const readings = [...this.running.values()];
    for (const reading of readings) {
      await this.stop(reading);
      if (reading.sheet) await this.staged.release(reading.sheet);
    }
  }

  private async stop(reading: Reading | undefined): Promise<void> {
    if (!reading) return;
    reading.isStopped = true;
    await reading.reader?.close();
    await reading.ended;
  }

  private async read(id: string, reading: Reading): Promise<void> {
    try {
      const sheet = await this.staged.claim(id);
      reading.sheet = sheet;
      if (!sheet || reading.isStopped) return;
      if (sheet.attempt > ATTEMPTS) await this.staged.refuse(sheet, UNREADABLE);
      else if (sheet.medium === 'paper') await this.readPaper(sheet, reading);
      else await this.readTable(sheet, reading);
      await this.retired.sweep();
    } catch (error) {
      if (!reading.isStopped)
        this.logger.error({ event: 'sheet-not-read', worksheet: id, reason: String(error) });
    } finally {
      await reading.reader?.close();
      this.running.delete(id);
    }
  }

  private async readTable(sheet: Worksheet, reading: Reading): Promise<void> {
    const bytes = await this.bytesOf(sheet);
    const reader = openReader(bytes.length);
    reading.reader = reader;
    const kept = { ...(await this.words.of(sheet.partnerId)), ...sheet.words };
    const { fault, words } = await reader.ask({ want: 'rows', bytes, kept });
    if (fault) {
      const error = { field: 'sheet', code: fault.code, data: { ...fault.data } };
      await this.staged.refuse(sheet, { kind: 'file', error });
      return;
    }
    for await (const works of this.held.about(sheet.partnerId, sheet.month))
      await reader.ask({ want: 'hold', works });
    const operators = await this.held.operators(sheet.partnerId);
    const { count } = await reader.ask({ want: 'match', month: sheet.month, operators });
    const next = async (from: number): Promise<readonly MatchedLine[]> =>
      (await reader.ask({ want: 'lines', from, count: LINES_AT_ONCE })).lines ?? [];
    await this.put(sheet, { count, next, words: words ?? {} }, reading);
  }

  private async readPaper(sheet: Worksheet, reading: Reading): Promise<void> {
    const lines: MatchedLine[] = [];
    for await (const works of this.held.about(sheet.partnerId, sheet.month))
      lines.push(...paperLines(works, sheet.month));
    const next = (from: number) => Promise.resolve(lines.slice(from, from + LINES_AT_ONCE));
    await this.put(sheet, { count: lines.length, next, words: null }, reading);
  }

  /** Stages what is there, batch by batch, and puts it in its place unless the sheet was lost on the way. */
  private async put(
    sheet: Worksheet,
    lines: {
      readonly count: number;
      readonly next: (from: number) => Promise<readonly MatchedLine[]>;
      readonly words: HeaderWords | null;
    },
    reading: Reading,
  ): Promise<void> {
    if (!(await this.staged.expect(sheet, lines.count))) return;
    for (let from = 0; from < lines.count; from += LINES_AT_ONCE) {
      const isHeld = await this.staged.stage(sheet, await lines.next(from), from);
      if (!isHeld || reading.isStopped) return;
    }
    await this.staged.publish({ ...sheet, linesTotal: lines.count }, lines.words);
  }

  private async bytesOf({ id, storedAs }: Worksheet): Promise<Buffer> {
    const file = storedAs === null ? null : await this.store.open(storedAs);
    if (!file) throw new Error(`the file of sheet ${id} is gone`);
    return buffer(file.stream);
  }
}
