import type { WorkAnswer, WorkBody } from '../api/work-call.interface.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { nextSerial } from '../../world/identifiers.js';
import { Shelf } from '../shelf.js';
import { newJobId } from '../work.identifiers.js';

/** A room, as `meetingroom/add` takes it. */
export type MeetingRoom = WorkBody<'POST /cgi-bin/oa/meetingroom/add'>;
export type MeetingRoomAnswer = WorkAnswer<'POST /cgi-bin/oa/meetingroom/list'>['meetingroom_list'][number];

/** A time somebody has a room for. */
export interface Booking {
  readonly id: string;
  readonly roomId: number;
  readonly start: number;
  readonly end: number;
  readonly booker: string;
  readonly scheduleId?: string | undefined;
  readonly meetingId?: string | undefined;
}

/** What is told of one. */
export const bookingFacts = ({ id, start, end, booker, scheduleId, meetingId }: Booking) => ({
  booking_id: id,
  start_time: start,
  end_time: end,
  booker,
  status: 0,
  ...(scheduleId === undefined ? {} : { schedule_id: scheduleId }),
  ...(meetingId === undefined ? {} : { meeting_id: meetingId }),
});

/** Rooms, and who has them when. 会议室 */
export class MeetingRoomBook {
  readonly rooms = new Shelf<number, MeetingRoom>(nextSerial);
  readonly #bookings = new Map<string, Booking>();

  get bookings(): readonly Booking[] {
    return [...this.#bookings.values()];
  }

  /** @throws {WorkRefusal} when there is no such room, or somebody has it then */
  book(facts: Omit<Booking, 'id'>): Booking {
    this.rooms.need(facts.roomId);
    if (facts.end <= facts.start) throw new WorkRefusal(40058, 'end_time must be after start_time');
    const isTaken = this.bookings.some(
      ({ roomId, start, end }) => roomId === facts.roomId && start < facts.end && end > facts.start,
    );
    if (isTaken) throw new WorkRefusal(40058, 'the room is taken then');
    const booking = { id: `bk${newJobId()}`, ...facts };
    this.#bookings.set(booking.id, booking);
    return booking;
  }

  /** @throws {WorkRefusal} when there is none */
  find(isIt: (booking: Booking) => boolean): Booking {
    const found = this.bookings.find(isIt);
    if (!found) throw new WorkRefusal(40058, 'there is no such booking');
    return found;
  }

  cancel({ id }: Booking): void {
    this.#bookings.delete(id);
  }

  /** A room is gone, and so are its bookings. @throws {WorkRefusal} when there is none */
  remove(roomId: number): void {
    this.rooms.remove(roomId);
    for (const booking of this.bookings) if (booking.roomId === roomId) this.cancel(booking);
  }
}
