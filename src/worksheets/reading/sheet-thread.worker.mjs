/**
 * The thread in which a long sheet is read and matched. Plain JavaScript, so that the compiled program and the test runner start the very
 * same file. What a broken program throws ends the thread: whoever asked hears of it.
 */
import { parentPort } from 'node:worker_threads';
import { SheetBench } from './sheet-bench.js';

const bench = new SheetBench();

parentPort.on('message', async (asked) => {
  parentPort.postMessage(await bench.answer(asked));
});
