using Digest.Model;

namespace Digest.Deliver;

/// <summary>
/// What recipient domains bear at once and a second: as set, and as learnt from their 421 and 4.7.x. A domain that asks for less gets half as
/// many mails at once, and one more again for every <see cref="Raise"/> that it took; when even one at a time is too many it rests, twice as
/// long each time. Kept from run to run. Safe for many threads.
/// </summary>
internal sealed class DomainLimits(DeliverOptions options, TimeProvider clock)
{
    /// <summary>Mails taken in a row, for each mail at once, after which one more is tried.</summary>
    public const int Raise = 20;

    /// <summary>Requests for less in a row, after which the domain rests.</summary>
    public const int InARow = 5;

    /// <summary>A rest is not doubled more often: five minutes become at most five hours.</summary>
    private const int MostRests = 6;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly int _most = Math.Max(1, options.All().Sum(r => r.Connections));

    /// <summary>Domains that get nothing now.</summary>
    public IReadOnlyList<string> Resting
    {
        get
        {
            lock (_lock)
            {
                return [.. _states.Where(d => d.Value.RestUntil > clock.GetUtcNow()).Select(d => d.Key)];
            }
        }
    }

    /// <summary>At the start of a run nothing is on its way.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            foreach (var state in _states.Values)
            {
                state.Busy = 0;
            }
        }
    }

    /// <summary>Whether one more may go there now; it counts as on its way then.</summary>
    /// <param name="ahead">It would wait behind another mail on its connection: it takes up no place of a domain's that has few.</param>
    /// <param name="wait">Otherwise how long until its rate lets one through, where that is what stands in the way.</param>
    public bool TryTake(Delivery row, bool ahead, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        // Most of the time nothing is set, nothing was learnt, and every mail asks.
        if (_states.Count == 0 && options.DomainConnections == 0 && options.Domains.Count == 0)
        {
            return true;
        }

        lock (_lock)
        {
            var set = options.Domains.GetValueOrDefault(row.Domain);
            var most = set?.Connections > 0 ? set.Connections : options.DomainConnections;
            if (!_states.TryGetValue(row.Domain, out var state))
            {
                if (most == 0 && set is null)
                {
                    return true;
                }

                state = Of(row.Domain);
            }

            most = state.Learnt > 0 && (most == 0 || state.Learnt < most) ? state.Learnt : most;
            if (state.RestUntil > clock.GetUtcNow() || most > 0 && (ahead || state.Busy >= most) || !state.Gate.TryPass(out wait))
            {
                return false;
            }

            state.Busy++;
            return true;
        }
    }

    /// <summary>A try has ended.</summary>
    /// <returns>True when the domain has room for another that may have been waited for.</returns>
    public bool Done(Delivery row)
    {
        if (_states.Count == 0)
        {
            return false;
        }

        lock (_lock)
        {
            if (!_states.TryGetValue(row.Domain, out var state) || state.Busy == 0)
            {
                return false;
            }

            state.Busy--;
            return true;
        }
    }

    /// <summary>It took a mail.</summary>
    public void Took(string domain)
    {
        if (_states.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (!_states.TryGetValue(domain, out var state) || state.Learnt == 0 && state.Rests == 0)
            {
                return;
            }

            (state.Asked, state.Rests) = (0, 0);
            if (state.Learnt > 0 && ++state.Taken >= Raise * state.Learnt)
            {
                state.Taken = 0;
                state.Learnt = state.Learnt + 1 >= _most ? 0 : state.Learnt + 1;
            }
        }
    }

    /// <summary>It asked for less.</summary>
    /// <returns>What was learnt, in words; null when that is nothing new.</returns>
    public string? Asked(string domain)
    {
        lock (_lock)
        {
            var state = Of(domain);
            var now = clock.GetUtcNow();
            if (state.RestUntil > now)
            {
                // What was on its way when it began to rest.
                return null;
            }

            state.Taken = 0;
            if (++state.Asked >= InARow)
            {
                state.Asked = 0;
                var wait = options.WaitAfter(1) * (1 << Math.Min(state.Rests++, MostRests));
                state.RestUntil = now + wait;
                return $"it rests for {wait}";
            }

            // The mails that were on their way together get the same answer: it counts once.
            if (state.Learnt == 1 || state.LearntAt is { } at && now - at < TimeSpan.FromSeconds(1))
            {
                return null;
            }

            (state.Learnt, state.LearntAt) = (Math.Max(1, (state.Learnt > 0 ? state.Learnt : _most) / 2), now);
            return $"it gets {state.Learnt} mails at once";
        }
    }

    private State Of(string name)
    {
        if (!_states.TryGetValue(name, out var state))
        {
            _states[name] = state = new State(new Gate(options.Domains.GetValueOrDefault(name)?.MaxPerSecond ?? 0, clock));
        }

        return state;
    }

    private sealed class State(Gate gate)
    {
        public Gate Gate => gate;
        public int Busy { get; set; }
        /// <summary>Mails at once; 0: nothing learnt.</summary>
        public int Learnt { get; set; }
        public DateTimeOffset? LearntAt { get; set; }
        public int Taken { get; set; }
        public int Asked { get; set; }
        public int Rests { get; set; }
        public DateTimeOffset RestUntil { get; set; }
    }
}
