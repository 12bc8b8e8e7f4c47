import { createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { useApp } from "../../app/app-context.ts";
import { text } from "../../i18n/language.ts";
import { settingsText } from "../../i18n/settings/settings-text.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText } from "../../ui/error-text.ts";
import { type Crop, cutOut, wholeCrop, withinPicture, zoomMax } from "./crop-picture.ts";

export interface CropDialogProps {
  file: File;
  /** Takes the address of what was uploaded. */
  save: (address: string) => Promise<unknown>;
  onClose: () => void;
}

/** How far the arrow keys move the picture, as a share of the square. */
const keyStep = 0.05;
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-keyStep, 0],
  ArrowRight: [keyStep, 0],
  ArrowUp: [0, -keyStep],
  ArrowDown: [0, keyStep],
};

/** A picture that was chosen: moved and enlarged until its square is right, then uploaded and saved. */
export function CropDialog(props: CropDialogProps): JSX.Element {
  const app = useApp();
  const words = () => settingsText().picture;
  const url = URL.createObjectURL(props.file);
  const abort = new AbortController();
  const [image, setImage] = createSignal<HTMLImageElement | null>(null);
  const [crop, setCrop] = createSignal<Crop>(wholeCrop);
  const [sent, setSent] = createSignal<number | null>(null);
  const [failure, setFailure] = createSignal<string | null>(null);
  onCleanup(() => {
    abort.abort();
    URL.revokeObjectURL(url);
  });
  const upload = async () => {
    const source = image();
    if (source === null || sent() !== null) return;
    setFailure(null);
    setSent(0);
    try {
      const media = await app.client.media.upload(await cutOut(source, crop()), {
        ...{ kind: "image", name: "picture.jpg", signal: abort.signal },
        onProgress: (done, bytes) => setSent(bytes === 0 ? 1 : done / bytes),
      });
      await props.save(`/media/${media.id}`);
      props.onClose();
    } catch (error) {
      if (!abort.signal.aborted) setFailure(errorText(error));
      setSent(null);
    }
  };
  return (
    <Dialog title={words().cropTitle} class="dialog-small" onClose={() => props.onClose()}>
      <CropSquare
        url={url}
        image={image()}
        crop={crop()}
        onCrop={setCrop}
        onImage={setImage}
        onBroken={() => setFailure(words().broken)}
      />
      <Show when={image()}>
        <ZoomRange crop={crop()} onCrop={(next) => setCrop(withinPicture(next, sizeOf(image())))} />
      </Show>
      <Show when={failure()}>
        <p class="form-error" role="alert">
          {failure()}
        </p>
      </Show>
      <Show when={sent()}>
        {(share) => <progress class="crop-progress" aria-label={words().uploading} value={share()} max="1" />}
      </Show>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => props.onClose()}>
          {text().common.cancel}
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={image() === null || sent() !== null}
          onClick={() => void upload()}
        >
          {sent() === null ? words().use : words().uploading}
        </button>
      </div>
    </Dialog>
  );
}

const sizeOf = (image: HTMLImageElement | null) => ({
  width: image?.naturalWidth ?? 1,
  height: image?.naturalHeight ?? 1,
});

interface CropSquareProps {
  url: string;
  image: HTMLImageElement | null;
  crop: Crop;
  onCrop: (crop: Crop) => void;
  onImage: (image: HTMLImageElement) => void;
  onBroken: () => void;
}

/** The square one sees through, and the picture that is drawn about below it. */
function CropSquare(props: CropSquareProps): JSX.Element {
  const words = () => settingsText().picture;
  let square: HTMLDivElement | undefined;
  /** By shares of the square, to where the picture is looked at. */
  const move = (byX: number, byY: number) => {
    const size = sizeOf(props.image);
    const side = Math.min(size.width, size.height) / props.crop.zoom;
    const { centerX, centerY, zoom } = props.crop;
    const moved = {
      zoom,
      centerX: centerX + (byX * side) / size.width,
      centerY: centerY + (byY * side) / size.height,
    };
    props.onCrop(withinPicture(moved, size));
  };
  const drag = (event: PointerEvent) => {
    if (square === undefined || !square.hasPointerCapture(event.pointerId)) return;
    move(-event.movementX / square.clientWidth, -event.movementY / square.clientHeight);
  };
  const place = () => {
    const { height, width } = sizeOf(props.image);
    const side = Math.min(width, height) / props.crop.zoom;
    return {
      width: `${(width / side) * 100}%`,
      height: `${(height / side) * 100}%`,
      left: `${(0.5 - (props.crop.centerX * width) / side) * 100}%`,
      top: `${(0.5 - (props.crop.centerY * height) / side) * 100}%`,
    };
  };
  return (
    <div
      ref={square}
      class="crop-square"
      role="application"
      tabindex="0"
      aria-label={words().cropHint}
      onPointerDown={(event) => square?.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        move(...step);
      }}
    >
      <img
        class="crop-image"
        src={props.url}
        alt=""
        draggable={false}
        style={place()}
        onLoad={(event) => props.onImage(event.currentTarget)}
        onError={() => props.onBroken()}
      />
      <span class="crop-frame" />
    </div>
  );
}

function ZoomRange(props: { crop: Crop; onCrop: (crop: Crop) => void }): JSX.Element {
  const id = createUniqueId();
  return (
    <div class="crop-zoom">
      <label for={id}>{settingsText().picture.zoom}</label>
      <input
        id={id}
        type="range"
        min="1"
        max={zoomMax}
        step="0.01"
        value={props.crop.zoom}
        onInput={(event) => props.onCrop({ ...props.crop, zoom: Number(event.currentTarget.value) })}
      />
    </div>
  );
}
