// Where the phone is: asked at the moment somebody checks in, checks out or marks a visit, and at no other.

const PATIENCE = 15_000;

/** Resolves to {place} as the server takes it, or to {problem}: "denied", "unknown" or "slow". */
export function findPlace() {
  if (!navigator.geolocation) return Promise.resolve({ problem: "unknown" });
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({
        place: {
          latitude: round(coords.latitude), longitude: round(coords.longitude), accuracy_m: Math.round(coords.accuracy),
          source: "browser",
        },
      }),
      (error) => resolve({ problem: { 1: "denied", 2: "unknown", 3: "slow" }[error.code] ?? "unknown" }),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 });
  });
}

// A millionth of a degree is a tenth of a metre.
const round = (degrees) => Math.round(degrees * 1e6) / 1e6;
