import { Module } from '@nestjs/common';
import { FileStore } from './file-store.js';
import { Files } from './files.service.js';
import { FreeSpace } from './free-space.js';
import { PhotoReader } from './photo-reader.js';

/** Keeps what people send: photos made anew, documents as they came. */
@Module({
  providers: [
    FileStore,
    FreeSpace,
    Files,
    { provide: PhotoReader, useFactory: () => new PhotoReader() },
  ],
  exports: [FileStore, FreeSpace, Files],
})
export class FilesModule {}
