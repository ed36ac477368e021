import { Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../../access/access-rule.js';
import { FollowerDesk } from '../../../requests/followers/follower-desk.service.js';
import { FollowerLinks } from '../../../requests/followers/follower-links.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { isOneClick, TakesOneClick } from '../../../web/one-click.js';
import { Pages } from '../../../web/pages.js';

/**
 * From a follower's letter to the end of the letters. Opening the address changes nothing, mail scanners open it too: a button does, here or in
 * the mail program (RFC 8058).
 */
@Controller('servizi/seguite/:token')
export class UnfollowController {
  constructor(
    private readonly links: FollowerLinks,
    private readonly followers: FollowerDesk,
    private readonly pages: Pages,
  ) {}

  @Get()
  @Public()
  async show(@Res() res: Response, @Param('token') token: string): Promise<Refusal | undefined> {
    res.setHeader('Referrer-Policy', 'no-referrer');
    const found = await this.links.find(token);
    if (!found) return new Refusal('not-found');
    const { ticketNumber, isFollowing } = found;
    const model = { ticketNumber, isFollowing, path: pathOf(token), refusal: null };
    this.pages.render(res, 'citizens/unfollow', model);
    return undefined;
  }

  @Post()
  @Public()
  @TakesOneClick()
  async leave(
    @Req() req: Request,
    @Res() res: Response,
    @Param('token') token: string,
  ): Promise<Refusal | undefined> {
    const found = await this.links.find(token);
    if (!found) return new Refusal('not-found');
    const left = await this.followers.leave(found);
    if (isRefusal(left)) return left;
    if (isOneClick(req)) res.status(HttpStatus.NO_CONTENT).end();
    else this.pages.redirect(res, pathOf(token), 'followers:stop.done');
    return undefined;
  }
}

function pathOf(token: string): string {
  return `/servizi/seguite/${token}`;
}
