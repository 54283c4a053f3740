import { bookingFacts, type MeetingRoom } from '../../oa/meeting-room.book.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const DAY = 86_400;

type Place = Pick<MeetingRoom, 'city' | 'building' | 'floor' | 'equipment'>;

/** Whether a room is where a call asks for one, with what it asks for. */
const isAt = (room: MeetingRoom, { city, building, floor, equipment = [] }: Place): boolean =>
  (!city || room.city === city) &&
  (!building || room.building === building) &&
  (!floor || room.floor === floor) &&
  equipment.every((one) => room.equipment?.includes(one));

/** 会议室管理 */
export const meetingRoomPage: WorkPage = {
  'POST /cgi-bin/oa/meetingroom/add': ({ caller: { corp }, body }) => ({
    meetingroom_id: corp.office.rooms.rooms.add(body),
  }),
  'POST /cgi-bin/oa/meetingroom/list': ({ caller: { corp }, body }) => ({
    meetingroom_list: corp.office.rooms.rooms.entries
      .filter(([, room]) => isAt(room, body))
      .map(([id, room]) => ({ ...room, meetingroom_id: id, need_approval: 0 })),
  }),
  'POST /cgi-bin/oa/meetingroom/edit': ({ caller: { corp }, body: { meetingroom_id: id, ...facts } }) => {
    corp.office.rooms.rooms.change(id, facts);
    return {};
  },
  'POST /cgi-bin/oa/meetingroom/del': ({ caller: { corp }, body }) => {
    corp.office.rooms.remove(body.meetingroom_id);
    return {};
  },
  'POST /cgi-bin/oa/meetingroom/book': ({ caller: { corp }, body }) => {
    const { rooms, schedules } = corp.office;
    const {
      meetingroom_id: roomId,
      start_time: start,
      end_time: end,
      booker,
      subject,
      attendees = [],
    } = body;
    const booking = rooms.book({ roomId, start, end, booker });
    const scheduleId = schedules.add({
      admins: [booker],
      start_time: start,
      end_time: end,
      ...(subject === undefined ? {} : { summary: subject }),
      attendees: attendees.map((userid) => ({ userid })),
    });
    return { booking_id: booking.id, schedule_id: scheduleId };
  },
  'POST /cgi-bin/oa/meetingroom/book_by_schedule': ({ caller: { corp }, body }) => {
    const { rooms, schedules } = corp.office;
    const { schedule_id: scheduleId, meetingroom_id: roomId, booker } = body;
    const { start_time: start = 0, end_time: end = 0 } = schedules.schedules.need(scheduleId);
    return { booking_id: rooms.book({ roomId, start, end, booker, scheduleId }).id, conflict_date: [] };
  },
  'POST /cgi-bin/oa/meetingroom/book_by_meeting': ({ caller: { corp }, body }) => {
    const { meetingid: meetingId, meetingroom_id: roomId, booker } = body;
    const { meeting_start: start, meeting_duration: length } = corp.meetings.need(meetingId).facts;
    const booking = corp.office.rooms.book({ roomId, start, end: start + length, booker, meetingId });
    return { booking_id: booking.id, conflict_date: [] };
  },
  'POST /cgi-bin/oa/meetingroom/cancel_book': ({ caller: { corp }, body }) => {
    const { booking_id: id, meeting_id: meetingId } = body;
    if (!id && !meetingId) throw new WorkRefusal(40058, 'booking_id and meeting_id: one of the two is given');
    const { rooms } = corp.office;
    rooms.cancel(rooms.find((one) => (id ? one.id === id : one.meetingId === meetingId)));
    return {};
  },
  'POST /cgi-bin/oa/meetingroom/get_booking_info': ({ caller: { corp }, body }) => {
    const { rooms } = corp.office;
    const today = corp.shared.world.clock.seconds();
    const { meetingroom_id: roomId, start_time: start = today, end_time: end = start + DAY, ...place } = body;
    if (roomId !== undefined) rooms.rooms.need(roomId);
    const found = rooms.rooms.entries.filter(
      ([id, room]) => roomId === id || (roomId === undefined && isAt(room, place)),
    );
    return {
      booking_list: found.map(([id]) => ({
        meetingroom_id: id,
        schedule: rooms.bookings
          .filter((one) => one.roomId === id && one.start < end && one.end > start)
          .map(bookingFacts),
      })),
    };
  },
  'POST /cgi-bin/oa/meetingroom/bookinfo/get': ({ caller: { corp }, body }) => {
    const { meetingroom_id: roomId, booking_id: id } = body;
    const booking = corp.office.rooms.find((one) => one.roomId === roomId && one.id === id);
    return { meetingroom_id: roomId, schedule: bookingFacts(booking) };
  },
  'POST /cgi-bin/oa/meetingroom/get_booking_info_by_meeting_id': ({ caller: { corp }, body }) => {
    const { meetingroom_id: roomId, meeting_id: meetingId } = body;
    const booking = corp.office.rooms.find((one) => one.roomId === roomId && one.meetingId === meetingId);
    return { meetingroom_id: roomId, schedule: bookingFacts(booking) };
  },
};
