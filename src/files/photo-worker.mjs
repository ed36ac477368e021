/**
 * Runs in a child process of its own (photo-process.ts): hostile bytes meet the image library here, without the program's memory,
 * secrets or database. Reads one picture after the other; plain JavaScript, so that the same file runs beside the sources and in dist.
 *
 * Message in: {bytes, limits: {pixels, edge, quality}}. Message out, once at the start: {ready: true}; then for each picture
 * {ok: true, bytes} or {ok: false, fault: 'unreadable' | 'too-many-pixels' | 'format'}.
 */
import sharp from 'sharp';

// libvips reads SVG, GIF, TIFF, AVIF and more unless told not to (RELIABILITY fact 8)
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

const FORMATS = ['jpeg', 'png', 'webp'];

async function read(bytes, limits) {
  // the header alone; the limit is ours to check, so that the answer can say which one it was
  const header = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (!FORMATS.includes(header.format) || (header.pages ?? 1) > 1)
    return { ok: false, fault: 'format' };
  if (header.width * header.height > limits.pixels) return { ok: false, fault: 'too-many-pixels' };
  const photo = await sharp(bytes, {
    limitInputPixels: limits.pixels,
    failOn: 'error', // cameras leave warnings behind; cut off or broken pictures are errors
    sequentialRead: true,
  })
    .autoOrient()
    .resize({ width: limits.edge, height: limits.edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: limits.quality }) // carries no metadata unless asked to
    .toBuffer();
  return { ok: true, bytes: photo };
}

process.on('message', ({ bytes, limits }) => {
  read(bytes, limits)
    .catch(() => ({ ok: false, fault: 'unreadable' }))
    .then((answer) => process.send(answer));
});
process.on('disconnect', () => process.exit(0)); // the program has ended
process.send({ ready: true });
