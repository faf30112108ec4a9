import { isInChangeWindow } from '@watchfloor/assets';
import type { DemoPlace } from '../../demo/world.ts';
import { PUMPING_STATION, TREATMENT_PLANT } from '../../demo/world/water.ts';
import { Place } from '../place.ts';
import { Random } from '../random.ts';
import type { SimLine } from '../line.ts';
import type { Story, StoryStep, TellStory } from '../story.ts';
import { modbusExchange } from '../zeek/modbus.ts';
import { conn, openConnection, rdp, type Connection } from '../zeek/records.ts';

/** Who plays whom at each site. The windows of the two sites never overlap, so one of them is always outside its own. */
const CASTS = [
  { place: TREATMENT_PLANT, workstation: 'WS-AQ-103', jumpHost: 'JUMP-AQ-01', laptop: 'LAPTOP-ENG-07', scout: 'PLC-FILTER-A', victim: 'PLC-DOSING', what: 'chlorine dosing setpoint' },
  { place: PUMPING_STATION, workstation: 'WS-PN-101', jumpHost: 'JUMP-PN-01', laptop: 'LAPTOP-ENG-12', scout: 'RTU-RESERVOIR', victim: 'PLC-PUMP-1', what: 'pump speed setpoint' },
] as const;
/** Longer than the story takes, so that it ends outside the window too. */
const STORY_MS = 120_000;
const SETPOINT_REGISTER = 40;
const ALARM_LIMIT_REGISTER = 42;

/**
 * An IT workstation reaches an engineering laptop by way of the jump host (RDP, allowed), and the laptop, which is no
 * authorised master, reads two controllers and then writes setpoints of one of them outside the site's change window.
 */
export const tellStory: TellStory = ({ seed, now }): Story => {
  const outside = (place: DemoPlace, atMs: number): boolean => !isInChangeWindow(place.windows, place.site.timeZone, atMs);
  const cast = CASTS.find(({ place }) => outside(place, now) && outside(place, now + STORY_MS)) ?? CASTS[0];
  const place = new Place(cast.place);
  const random = new Random(seed, `rogue-engineering-laptop ${String(now)}`);
  const laptop = place.asset(cast.laptop);
  const connections = new Map<string, Connection>();
  let tid = random.between(0, 1000);

  const remote = (from: string, to: string, atMs: number): SimLine[] => {
    const connection = openConnection(random, place.asset(from), place.asset(to), 3389, 'tcp', atMs);
    return [rdp(place, random, connection, atMs + 120, from.toLowerCase()), conn(place, random, connection, atMs + 1_500, { service: 'rdp', state: 'S1', origBytes: 9_200, respBytes: 61_000 })];
  };
  const modbus = (target: string, func: string, address: number, values: readonly number[], write: boolean, atMs: number): SimLine[] => {
    const connection = connections.get(target) ?? openConnection(random, laptop, place.asset(target), 502, 'tcp', atMs);
    connections.set(target, connection);
    tid++;
    return modbusExchange(place, random, connection, atMs, { tid, unit: 1, func, address, quantity: values.length, delayMs: random.between(3, 15), responseValues: values, ...(write ? { requestValues: values } : {}) });
  };
  const sweep = (target: string, atMs: number): SimLine[] =>
    [0, 10, 20, 30, 40].flatMap((address, i) => modbus(target, 'READ_HOLDING_REGISTERS', address, Array.from({ length: 10 }, () => random.between(200, 900)), false, atMs + i * 150));
  const write = (address: number, values: readonly number[], atMs: number): SimLine[] =>
    modbus(cast.victim, values.length === 1 ? 'WRITE_SINGLE_REGISTER' : 'WRITE_MULTIPLE_REGISTERS', address, values, true, atMs);

  const steps: StoryStep[] = [
    { afterMs: 0, says: `${cast.workstation} (office) opens a remote desktop on ${cast.jumpHost} (industrial DMZ)`, lines: (atMs) => remote(cast.workstation, cast.jumpHost, atMs) },
    { afterMs: 4_000, says: `${cast.jumpHost} opens a remote desktop on ${cast.laptop} (site operations)`, lines: (atMs) => remote(cast.jumpHost, cast.laptop, atMs) },
    { afterMs: 9_000, says: `${cast.laptop} reads registers of ${cast.scout}`, lines: (atMs) => sweep(cast.scout, atMs) },
    { afterMs: 12_000, says: `${cast.laptop} reads registers of ${cast.victim}`, lines: (atMs) => sweep(cast.victim, atMs) },
    { afterMs: 16_000, says: `${cast.laptop} writes the ${cast.what} of ${cast.victim}`, lines: (atMs) => write(SETPOINT_REGISTER, [980], atMs) },
    { afterMs: 19_000, says: `${cast.laptop} widens the alarm limits of ${cast.victim}`, lines: (atMs) => write(ALARM_LIMIT_REGISTER, [0, 2000], atMs) },
    { afterMs: 22_000, says: `${cast.laptop} writes the ${cast.what} of ${cast.victim} again`, lines: (atMs) => write(SETPOINT_REGISTER, [1200], atMs) },
    {
      afterMs: 25_000,
      says: `${cast.laptop} closes its connections`,
      lines: (atMs) => [...connections.values()].map((connection) => conn(place, random, connection, atMs, { service: 'modbus', origBytes: 120, respBytes: 340 })),
    },
  ];
  return {
    title: `Rogue engineering laptop at ${cast.place.site.name}`,
    expects: `one case about ${cast.laptop}, which wrote to ${cast.victim} outside "${cast.place.windows[0]?.name ?? ''}" and is no authorised master`,
    steps,
  };
};
