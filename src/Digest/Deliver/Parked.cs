using Digest.Model;

namespace Digest.Deliver;

/// <summary>Claimed rows whose domain has its fill just now: by domain, what is urgent first. Not safe for several threads.</summary>
internal sealed class Parked(DomainLimits domains)
{
    private readonly Dictionary<string, (Queue<Delivery> Urgent, Queue<Delivery> Digests)> _rows = new(StringComparer.Ordinal);

    /// <summary>Rows of all domains.</summary>
    public int Count { get; private set; }

    public void Add(Delivery row)
    {
        if (!_rows.TryGetValue(row.Domain, out var queues))
        {
            _rows[row.Domain] = queues = (new(), new());
        }

        (row.Priority == 0 ? queues.Urgent : queues.Digests).Enqueue(row);
        Count++;
    }

    /// <summary>One whose domain has room again, or null.</summary>
    /// <param name="ahead">As <see cref="DomainLimits.TryTake"/>.</param>
    /// <param name="wait">How long until one has, where that is known; else zero.</param>
    public Delivery? TryTake(bool ahead, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        foreach (var (domain, (urgent, digests)) in _rows)
        {
            var queue = urgent.Count > 0 ? urgent : digests;
            if (domains.TryTake(queue.Peek(), ahead, out var until))
            {
                Count--;
                var row = queue.Dequeue();
                if (urgent.Count + digests.Count == 0)
                {
                    _rows.Remove(domain);
                }

                return row;
            }

            wait = until > TimeSpan.Zero && (wait == TimeSpan.Zero || until < wait) ? until : wait;
        }

        return null;
    }

    /// <summary>Digests of a domain that wait.</summary>
    public int Digests(string domain) => _rows.TryGetValue(domain, out var queues) ? queues.Digests.Count : 0;

    /// <summary>Domains with so many digests, or so much that is urgent, that no more of theirs is worth claiming.</summary>
    public (List<string> Urgent, List<string> Digests) Crowded(int from) => (
        [.. _rows.Where(r => r.Value.Urgent.Count >= from).Select(r => r.Key)],
        [.. _rows.Where(r => r.Value.Digests.Count >= from).Select(r => r.Key)]);

    /// <summary>All of them, which wait here no more.</summary>
    public List<Delivery> Clear()
    {
        List<Delivery> all = [.. _rows.Values.SelectMany(r => r.Urgent.Concat(r.Digests))];
        _rows.Clear();
        Count = 0;
        return all;
    }
}
