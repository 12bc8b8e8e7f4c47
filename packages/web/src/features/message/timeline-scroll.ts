/**
 * Where a timeline stands: opening at the divider, staying at the end, loading further pages, reading what is on
 * screen, coming back to the same place, going to one message and back. Invariant: it never moves a person who has
 * scrolled up (UX-2, UX-3) and did not ask for it.
 */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { App } from "../../app/app-context.ts";
import { attentive } from "../../platform/attention.ts";
import { onPersonLeft } from "../../platform/personal-memory.ts";
import { lastNumberedAt, type TimelineModel } from "./timeline-model.ts";

/** Nearer to the end than this counts as being at the end. */
const endPx = 48;
/** Further pages are asked for before their edge is reached. */
const loadAheadPx = 800;
/** A row counts as seen when this much of it is on screen. */
const seenPx = 24;
const dateShownMs = 1200;
/** After opening, rows above and sizes still come in; for so long the opening place is taken again and again. */
const settlingMs = 1000;
const holdingFrames = 6;

interface Place {
  readonly seq: number;
  /** How much of the message is above the window; null: it stands in the middle. */
  readonly offsetPx: number | null;
}

/** Where each conversation was left, until the person signs out or leaves the page (UX-8). */
const places = new Map<number, Place>();
onPersonLeft(() => places.clear());

/** The message to open at again; null where the conversation was left at its end. */
export function rememberedSeq(conversationId: number): number | null {
  return places.get(conversationId)?.seq ?? null;
}

export interface TimelineStart {
  /** Whether to open where the conversation was left. */
  readonly isReturning: boolean;
  /** The message to open at instead. */
  readonly atSeq: number | null;
}

export function createTimelineScroll(app: App, model: TimelineModel, { isReturning, atSeq }: TimelineStart) {
  const { conversationId } = model.timeline;
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [isAtEnd, setAtEnd] = createSignal(true);
  const [floatingDay, setFloatingDay] = createSignal<number | null>(null);
  /** The message to show while the list settles. */
  let target: Place | null = atSeq === null ? null : { seq: atSeq, offsetPx: null };
  let isPlaced = false;
  let isStuck = true;
  let lastOffset = 0;
  let lastViewportPx = 0;
  let isSettling = false;
  let dateTimer: ReturnType<typeof setTimeout> | undefined;
  let settlingTimer: ReturnType<typeof setTimeout> | undefined;

  const scrollToEnd = () => handle()?.scrollToIndex(model.keys().length - 1, { align: "end" });

  /** A person took over, or the opening is done: from now on nothing but they and the end move the list. */
  const endSettling = () => {
    isSettling = false;
    target = null;
    clearTimeout(settlingTimer);
  };

  const open = (list: VirtualizerHandle) => {
    isPlaced = true;
    isSettling = true;
    clearTimeout(settlingTimer);
    settlingTimer = setTimeout(() => {
      endSettling();
      // The place it opened at may be the end as well; rows above that come later must not move it away.
      if (distanceToEnd(list) < endPx) isStuck = true;
    }, settlingMs);
    // A scroll ends early where the element is not drawn at its new height yet, and no event says when it is.
    const placeEachFrame = () => {
      if (!isSettling) return;
      place(list);
      requestAnimationFrame(placeEachFrame);
    };
    placeEachFrame();
  };

  /** A message that is gone leaves its place to the one before it. */
  const scrollToPlace = (list: VirtualizerHandle, { seq, offsetPx }: Place) => {
    const index = indexOfSeq(model, seq) >= 0 ? indexOfSeq(model, seq) : indexBefore(model, seq);
    if (index < 0) return;
    list.scrollToIndex(index, offsetPx === null ? { align: "center" } : { align: "start", offset: offsetPx });
  };

  const place = (list: VirtualizerHandle) => {
    const left = isReturning ? places.get(conversationId) : undefined;
    const dividerAt = model.keys().indexOf("divider");
    if (target !== null) {
      isStuck = false;
      scrollToPlace(list, target);
    } else if (dividerAt >= 0) {
      isStuck = false;
      list.scrollToIndex(dividerAt, { align: "start", offset: -72 });
    } else if (left !== undefined && indexOfSeq(model, left.seq) >= 0) {
      isStuck = false;
      scrollToPlace(list, left);
    } else {
      scrollToEnd();
    }
  };

  const keepPlace = () => {
    const list = handle();
    if (list === undefined || !isPlaced || isSettling) return;
    if (isStuck && !model.view().hasNewer) scrollToEnd();
  };
  const hold = createHold(keepPlace);
  onCleanup(hold.end);

  const loadFurther = (list: VirtualizerHandle) => {
    const view = model.view();
    if (!isPlaced || view.isLoading || view.error !== null) return;
    if (view.hasOlder && list.scrollOffset < loadAheadPx) void model.timeline.loadOlder();
    else if (view.hasNewer && distanceToEnd(list) < loadAheadPx) void model.timeline.loadNewer();
  };

  const markSeen = (list: VirtualizerHandle) => {
    if (!isPlaced || !attentive()) return;
    const index = list.findItemIndex(list.scrollOffset + list.viewportSize - seenPx);
    const message = lastNumberedAt(model, index);
    if (message?.seq != null && message.seq > model.view().readSeq) {
      app.client.inbox.markRead({ conversationId, seq: message.seq });
    }
  };

  const showDay = (list: VirtualizerHandle) => {
    const row = model.row(model.keys()[list.findItemIndex(list.scrollOffset + endPx)] ?? "");
    if (row?.kind !== "message") return;
    setFloatingDay(row.message.sentAt);
    clearTimeout(dateTimer);
    dateTimer = setTimeout(() => setFloatingDay(null), dateShownMs);
  };

  const settle = () => {
    const list = handle();
    if (list === undefined) return;
    setAtEnd(distanceToEnd(list) < endPx);
    loadFurther(list);
    markSeen(list);
  };

  const onScroll = (offset: number) => {
    const list = handle();
    if (list === undefined) return;
    const distance = distanceToEnd(list);
    if (distance < endPx) isStuck = true;
    // Where the window grew, as when the tray of attachments closes, the browser moves the list, and nobody else.
    else if (offset < lastOffset - 2 && list.viewportSize === lastViewportPx) isStuck = false;
    if (!isStuck && isPlaced && Math.abs(offset - lastOffset) > 2) showDay(list);
    lastOffset = offset;
    lastViewportPx = list.viewportSize;
    settle();
  };

  createEffect(
    on([model.keys, handle], ([keys, list]) => {
      if (list === undefined || keys.length === 0) return;
      if (!isPlaced) open(list);
      hold.begin();
      requestAnimationFrame(settle);
    }),
  );
  createEffect(on([attentive, () => model.view().isLoading], settle));
  onCleanup(() => {
    clearTimeout(dateTimer);
    endSettling();
    const left = currentPlace();
    if (left === null) places.delete(conversationId);
    else places.set(conversationId, left);
  });

  /** Where the list stands; null at its end. */
  const currentPlace = (): Place | null => {
    const list = handle();
    const index = list?.findItemIndex(list.scrollOffset) ?? 0;
    const message = lastNumberedAt(model, index) ?? lastNumberedAt(model, index + 2);
    if (isStuck || list === undefined || message?.seq == null) return null;
    const offsetPx = Math.max(0, list.scrollOffset - list.getItemOffset(indexOfSeq(model, message.seq)));
    return { seq: message.seq, offsetPx };
  };
  const goTo = async (next: Place) => {
    endSettling();
    if (indexOfSeq(model, next.seq) < 0) await model.timeline.loadAround(next.seq);
    isStuck = false;
    target = next;
    const list = handle();
    if (list !== undefined) open(list);
  };
  const jumpToLatest = async () => {
    endSettling();
    jumps.forget();
    isStuck = true;
    if (model.view().hasNewer) await model.timeline.loadLatest();
    isStuck = true;
    scrollToEnd();
  };
  const onResize = () => {
    const list = handle();
    // The window may have grown down to the end, which no scrolling told of.
    if (list !== undefined && distanceToEnd(list) < endPx) isStuck = true;
    hold.begin();
    settle();
  };
  const jumps = createJumps(atSeq, { currentPlace, goTo, goToEnd: () => jumpToLatest() });
  return {
    ...{ setHandle, endSettling, onScroll, onResize, isAtEnd, floatingDay, jumpToLatest },
    ...jumps,
    showRow: (index: number) => handle()?.scrollToIndex(index, { align: "nearest" }),
  };
}

/** Keeps a place for some frames: until sizes that just changed are all known, the element may be too low to be scrolled that far. */
function createHold(keepPlace: () => void) {
  let framesLeft = 0;
  const frame = () => {
    keepPlace();
    framesLeft -= 1;
    if (framesLeft > 0) requestAnimationFrame(frame);
  };
  return {
    begin: () => {
      const isHolding = framesLeft > 0;
      framesLeft = holdingFrames;
      if (isHolding) keepPlace();
      else frame();
    },
    end: () => {
      framesLeft = 0;
    },
  };
}

const distanceToEnd = (list: VirtualizerHandle) => list.scrollSize - list.scrollOffset - list.viewportSize;

function indexOfSeq(model: TimelineModel, seq: number): number {
  return model.keys().findIndex((key) => {
    const row = model.row(key);
    return row?.kind === "message" && row.message.seq === seq;
  });
}

/** The last row of an earlier message. */
function indexBefore(model: TimelineModel, seq: number): number {
  return model.keys().findLastIndex((key) => {
    const row = model.row(key);
    return row?.kind === "message" && row.message.seq !== null && row.message.seq < seq;
  });
}

interface JumpPorts {
  /** Null at the end. */
  currentPlace(): Place | null;
  goTo(place: Place): Promise<void>;
  goToEnd(): Promise<void>;
}

/** Going to one message, and the way back to where the list stood (UX-7). */
function createJumps(atSeq: number | null, { currentPlace, goTo, goToEnd }: JumpPorts) {
  const [flashedSeq, setFlashedSeq] = createSignal<number | null>(atSeq);
  const [wayBack, setWayBack] = createSignal<readonly (Place | null)[]>([]);
  return {
    flashedSeq,
    hasWayBack: () => wayBack().length > 0,
    forget: () => setWayBack([]),
    jumpTo: async (seq: number) => {
      setWayBack((before) => [...before, currentPlace()]);
      setFlashedSeq(null);
      await goTo({ seq, offsetPx: null });
      setFlashedSeq(seq);
    },
    goBack: async () => {
      const back = wayBack().at(-1);
      setWayBack((before) => before.slice(0, -1));
      setFlashedSeq(null);
      if (back == null) await goToEnd();
      else await goTo(back);
    },
  };
}
