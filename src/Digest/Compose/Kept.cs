using System.Collections.Concurrent;

namespace Digest.Compose;

/// <summary>What was made once for a key is kept, up to so many; then all is forgotten, which costs one making of each still in use.</summary>
internal sealed class Kept<TKey, TValue>(int most, Func<TKey, TValue> make) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _kept = new();

    public TValue Get(TKey key)
    {
        if (_kept.TryGetValue(key, out var value))
        {
            return value;
        }

        if (_kept.Count >= most)
        {
            _kept.Clear();
        }

        return _kept[key] = make(key);
    }
}
