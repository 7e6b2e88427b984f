// What the phone keeps: the rep's last data (`kept`) and what the rep did (`queue`). Both by way of IndexedDB, so that the page and its
// service worker see the same.

const NAME = "corong";
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kept");
      request.result.createObjectStore("queue", { keyPath: "number", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => { opening = undefined; reject(request.error); };
  });
  return opening;
}

async function run(name, mode, body) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = body(transaction.objectStore(name));
    // Not before it is on the disk: what the rep did must survive the battery.
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const kept = (key) => run("kept", "readonly", (store) => store.get(key));
export const keep = (key, value) => run("kept", "readwrite", (store) => store.put(value, key));
export const forgetKept = () => run("kept", "readwrite", (store) => store.clear());

export const queue = {
  // In the order in which things were done.
  all: () => run("queue", "readonly", (store) => store.getAll()),
  add: (item) => run("queue", "readwrite", (store) => store.add(item)),
  save: (item) => run("queue", "readwrite", (store) => store.put(item)),
  remove: (number) => run("queue", "readwrite", (store) => store.delete(number)),
};
