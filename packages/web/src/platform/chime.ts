/** Two soft notes, made here: no file to load. Silent until somebody has pressed something in the page, as browsers ask. */
let context: AudioContext | null = null;
const notesHz = [660, 880];
const noteSeconds = 0.16;
const loudness = 0.12;

export function chime(): void {
  if (navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  void context.resume();
  for (const [index, hz] of notesHz.entries())
    playNote(context, hz, context.currentTime + index * noteSeconds);
}

function playNote(on: AudioContext, hz: number, at: number): void {
  const note = on.createOscillator();
  const volume = on.createGain();
  note.frequency.value = hz;
  volume.gain.setValueAtTime(loudness, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + noteSeconds * 2);
  note.connect(volume).connect(on.destination);
  note.start(at);
  note.stop(at + noteSeconds * 2);
}
