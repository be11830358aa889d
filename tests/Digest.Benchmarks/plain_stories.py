"""The plain method, for comparison: TF-IDF of title and summary, one pass, centroids, an inverted index, 48 hours, cosine 0.28.

Reads JSON Lines (title, teaser, hour) from the path given; prints the seconds that clustering took, without reading the file.
"""
import collections
import json
import math
import re
import sys
import time

WORD = re.compile(r"\w\w+")
STOP = set(
    "a about after again all also am an and any are as at be been before being between both but by can could did do does down for from had has "
    "have he her here him his how i if in into is it its just me more most my no nor not now of off on once only or other our out over own same "
    "she should so some such than that the their them then there these they this to too under up very was we were what when where which while "
    "who why will with you your says said new".split())
WINDOW, THRESHOLD = 48, 0.28

docs = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
texts = [collections.Counter(w for w in WORD.findall((d["title"] + " " + d["teaser"]).lower()) if w not in STOP) for d in docs]
seen = collections.Counter(w for t in texts for w in t)
rarity = {w: math.log((1 + len(docs)) / (1 + n)) + 1 for w, n in seen.items()}
sums, squares, last, index = [], [], [], collections.defaultdict(set)
live = collections.deque()
for doc, text in zip(docs, texts):
    vector = {w: (1 + math.log(n)) * rarity[w] for w, n in text.items()}
    length = math.sqrt(sum(x * x for x in vector.values())) or 1
    vector = {w: x / length for w, x in vector.items()}
    while live and doc["hour"] - live[0][0] > WINDOW:
        hour, story = live.popleft()
        if last[story] == hour:
            for w in sums[story]:
                index[w].discard(story)
    scores = collections.defaultdict(float)
    for w, x in vector.items():
        for story in index[w]:
            scores[story] += x * sums[story][w]
    best = max(scores, key=lambda s: scores[s] / math.sqrt(squares[s]), default=None)
    if best is None or scores[best] / math.sqrt(squares[best]) < THRESHOLD:
        best = len(sums)
        sums.append({})
        squares.append(0.0)
        last.append(0)
    for w, x in vector.items():
        old = sums[best].get(w, 0.0)
        sums[best][w] = old + x
        squares[best] += (old + x) ** 2 - old * old
        index[w].add(best)
    last[best] = doc["hour"]
    live.append((doc["hour"], best))
print(time.process_time() - start)
