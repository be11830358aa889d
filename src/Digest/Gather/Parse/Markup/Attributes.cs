namespace Digest.Gather.Parse.Markup;

/// <summary>Walks a tag's attributes without allocating; values are raw, quotes optional, as HTML allows.</summary>
internal readonly ref struct Attributes(string text, int tagStart, int tagEnd)
{
    private readonly string text = text;

    public Enumerator GetEnumerator() => new(text, tagStart + 1, tagEnd);

    public ref struct Enumerator
    {
        private readonly string text;
        private readonly int end;
        private int at;

        public Enumerator(string text, int start, int end)
        {
            this.text = text;
            this.end = end > start && text[end - 1] == '>' ? end - 1 : end;
            at = start;
            while (at < this.end && !char.IsWhiteSpace(text[at]) && text[at] != '/')
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
                Current = new(text.AsSpan(name, nameEnd - name), default, nameEnd);
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
                var close = text.AsSpan(start, end - start).IndexOf(text[at]);
                at = close < 0 ? end : start + close + 1;
                Current = new(text.AsSpan(name, nameEnd - name), text.AsSpan(start, (close < 0 ? end : at - 1) - start), start);
                return;
            }

            while (at < end && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            Current = new(text.AsSpan(name, nameEnd - name), text.AsSpan(start, at - start), start);
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

/// <summary>Name as written; value raw (references not replaced); At is where the value begins.</summary>
internal readonly ref struct Attribute(ReadOnlySpan<char> name, ReadOnlySpan<char> value, int at)
{
    public ReadOnlySpan<char> Name { get; } = name;
    public ReadOnlySpan<char> Value { get; } = value;
    public int At { get; } = at;
}
