using Digest.Stories.Clusters;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Clusters;

/// <summary>The flat tables that clustering keeps its window in, against the plain way to reckon the same, on random data.</summary>
public sealed class IndexTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Finds_the_articles_that_comparing_all_pairs_finds(int seed)
    {
        // Lists long enough to hold every article: then the index must miss none.
        var options = ClusterOptions.Default with { PostingLength = 500, IndexedTerms = 6 };
        var (random, postings) = (new Random(seed), new Postings(options.PostingLength));
        var lexicon = new Lexicon(0, 1, postings);
        var (vectorizer, nearest, all) = (new Vectorizer(lexicon), new Nearest(options, postings), new List<Dictionary<uint, float>>());
        for (var entry = 0; entry < 400; entry++)
        {
            // The older half is forgotten bit by bit.
            postings.Oldest = entry / 2;
            var vector = vectorizer.Take("en", Text(random));
            var heaviest = nearest.Heaviest(vector).ToArray().ToDictionary(i => vector.Ids[i], i => vector.Weights[i]);
            foreach (var (id, weight) in heaviest)
            {
                nearest.Score(lexicon.Carriers(id), weight);
            }

            var found = nearest.Find().ToArray().Select(Nearest.Entry).ToList();

            var shared = Enumerable.Range(postings.Oldest, entry - postings.Oldest)
                .Select(i => (Entry: i, Score: all[i].Sum(w => w.Value * heaviest.GetValueOrDefault(w.Key))))
                .Where(x => x.Score > 0).OrderByDescending(x => x.Score).ToList();
            found.Count.ShouldBe(Math.Min(shared.Count, options.Candidates * 4));
            // Sums in another order differ in the last digit: what is found scores no less than what is not.
            found.Select(f => shared.Single(s => s.Entry == f).Score).Sum()
                .ShouldBe(shared.Take(found.Count).Sum(s => s.Score), 1e-3);

            all.Add(heaviest);
            foreach (var (id, weight) in heaviest)
            {
                postings.Add(ref lexicon.Carriers(id), entry, weight);
            }
        }
    }

    [Fact]
    public void Keeps_of_each_word_the_newest_articles()
    {
        var (random, postings) = (new Random(3), new Postings(48));
        var (lists, plain) = (new PostingList[20], Enumerable.Range(0, 20).Select(_ => new List<int>()).ToArray());
        for (var entry = 0; entry < 3000; entry++)
        {
            postings.Oldest = Math.Max(0, entry - 1500);
            // Some words are common, some rare.
            var word = (int)(20 * Math.Pow(random.NextDouble(), 3));
            postings.Add(ref lists[word], entry, word);
            plain[word].Add(entry);
            if (entry % 100 == 0)
            {
                postings.Trim(ref lists[random.Next(20)]);
            }

            foreach (var w in new[] { word, random.Next(20) })
            {
                postings.Of(lists[w]).ToArray().ShouldAllBe(p => p.Weight == w);
                postings.Of(lists[w]).ToArray().Select(p => p.Entry).Where(e => e >= postings.Oldest).Order()
                    .ShouldBe(plain[w].TakeLast(48).Where(e => e >= postings.Oldest));
            }
        }
    }

    [Fact]
    public void Counts_words_as_a_dictionary_does_while_articles_come_and_go()
    {
        var (random, plain, window) = (new Random(4), new Dictionary<uint, int>(), new Queue<uint[]>());
        var lexicon = new Lexicon(0, 1, new Postings(4));
        for (var article = 0; article < 2000; article++)
        {
            // Ever new words, so that the table is full of dead ones again and again; 0 is a word like any other.
            uint[] ids = [.. Enumerable.Range(0, 20).Select(_ => (uint)random.Next(article, article + 40)).Append(0u).Distinct()];
            var rarity = new double[ids.Length];
            lexicon.Add("en", ids, rarity);
            window.Enqueue(ids);
            foreach (var id in ids)
            {
                plain[id] = plain.GetValueOrDefault(id) + 1;
            }

            rarity.ShouldBe(ids.Select(id => Math.Log(1 + (2000 / (plain[id] + 0.5)))));
            if (window.Count > 50)
            {
                lexicon.Remove("en", window.Peek());
                foreach (var id in window.Dequeue())
                {
                    plain[id]--;
                }
            }
        }
    }

    [Fact]
    public void Sums_words_up_as_a_dictionary_does()
    {
        var (random, sums, plain) = (new Random(5), new WordSums(), new Dictionary<uint, float>());
        var vectorizer = new Vectorizer(new Lexicon(0, 1, new Postings(4)));
        for (var round = 0; round < 300; round++)
        {
            var id = (uint)random.Next(0, 400);
            var weight = random.NextSingle();
            var before = plain.GetValueOrDefault(id);
            sums.Add(id, weight).ShouldBe((before, before + weight));
            plain[id] = before + weight;
            if (round % 50 == 49)
            {
                var gone = plain.Keys.Where(_ => random.Next(4) == 0).ToHashSet();
                sums.Remove(gone);
                foreach (var word in gone)
                {
                    plain.Remove(word);
                }
            }

            var text = vectorizer.Take("en", Text(random));
            var dot = 0.0;
            for (var i = 0; i < text.Ids.Length; i++)
            {
                dot += plain.GetValueOrDefault(text.Ids[i]) * text.Weights[i];
            }

            sums.Dot(text).ShouldBe(dot, 1e-6);
            sums.Count.ShouldBe(plain.Count);
        }

        sums.Words.OrderBy(w => w.Id).Select(w => (w.Id, w.Weight)).ShouldBe(plain.OrderBy(w => w.Key).Select(w => (w.Key, w.Value)));
    }

    [Fact]
    public void Remembers_entries_by_number_until_they_are_forgotten()
    {
        var (random, entries) = (new Random(6), new Entries());
        for (var i = 0; i < 5000; i++)
        {
            entries.Add(new Entry { Id = i * 7, SourceId = 1, Language = "en", PublishedAt = Noon.UtcDateTime, CopyOf = null, Vector = default, Cluster = null! }).ShouldBe(i);
            // Fewer leave than come, so that the ring grows with its head anywhere.
            if (random.Next(3) > 0 && entries.Count > 10)
            {
                entries.ForgetOldest();
            }

            entries.Has(entries.Oldest - 1).ShouldBeFalse();
            entries.Has(i + 1).ShouldBeFalse();
            var any = random.Next(entries.Oldest, i + 1);
            entries[any].Id.ShouldBe(any * 7);
        }
    }

    private static CountedWords Text(Random random)
    {
        uint[] ids = [.. Enumerable.Range(0, 12).Select(_ => (uint)(300 * Math.Pow(random.NextDouble(), 2))).Distinct().Order()];
        return new CountedWords(ids, [.. ids.Select(_ => 1 + random.NextSingle())], []);
    }
}
