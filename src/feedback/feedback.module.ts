import { Module } from '@nestjs/common';
import { FeedbackBook } from './feedback-book.service.js';

/** What people say of a closing. */
@Module({ providers: [FeedbackBook], exports: [FeedbackBook] })
export class FeedbackModule {}
