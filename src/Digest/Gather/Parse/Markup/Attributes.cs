namespace Digest.Gather.Parse.Markup;

/// <summary>Walks a tag's attributes without allocating; values are raw, quotes optional, as HTML allows.</summary>
/// <param name="tag">From the '&lt;' to the '&gt;'.</param>
internal readonly ref struct Attributes(ReadOnlySpan<char> tag)
{
    private readonly ReadOnlySpan<char> tag = tag;

    public Enumerator GetEnumerator() => new(tag);

    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<char> text;
        private readonly int end;
        private int at;

        public Enumerator(ReadOnlySpan<char> tag)
        {
            text = tag;
            end = tag.Length > 1 && tag[^1] == '>' ? tag.Length - 1 : tag.Length;
            at = 1;
            while (at < end && !char.IsWhiteSpace(text[at]) && text[at] != '/')
            {
                at++;
            }
        }

        public Attribute Current { get; private set; }

        public bool MoveNext()
        {
            while (at < end && (char.IsWhiteSpace(text[at]) || text[at] is '/' or '"' or '\'' or '='))
            {
                at++;
            }

            if (at >= end)
            {
                return false;
            }

            var name = at;
            while (at < end && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '/'))
            {
                at++;
            }

            var nameEnd = at;
            SkipSpace();
            if (at >= end || text[at] != '=')
            {
                Current = new(text.Slice(name, nameEnd - name), default, name, nameEnd);
                return true;
            }

            at++;
            SkipSpace();
            Value(name, nameEnd);
            return true;
        }

        private void Value(int name, int nameEnd)
        {
            var start = at;
            if (at < end && text[at] is '"' or '\'')
            {
                start = at + 1;
                var close = text.Slice(start, end - start).IndexOf(text[at]);
                at = close < 0 ? end : start + close + 1;
                Current = new(text.Slice(name, nameEnd - name), text.Slice(start, (close < 0 ? end : at - 1) - start), name, start);
                return;
            }

            while (at < end && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            Current = new(text.Slice(name, nameEnd - name), text.Slice(start, at - start), name, start);
        }

        private void SkipSpace()
        {
            while (at < end && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }
    }
}

/// <summary>Name as written; value raw (references not replaced); NameAt and At are where each begins in the tag.</summary>
internal readonly ref struct Attribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value, int nameAt, int at)
{
    public ReadOnlySpan<char> Name { get; } = name;
    public ReadOnlySpan<char> Value { get; } = value;
    public int NameAt { get; } = nameAt;
    public int At { get; } = at;
}
