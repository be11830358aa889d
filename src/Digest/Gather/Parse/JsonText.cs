using System.Globalization;
using System.Text;
using System.Text.Json;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>JSON as it comes: a document cut off in the middle is read up to its last whole item.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static JsonDocument? Open(SourceText text, Faults faults, out string? failure)
    {
        failure = null;
        var bytes = Utf8(text);
        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}");
            if (LastWholeItem(bytes) is var end && end > 0 && Repair(bytes, end) is { } repaired)
            {
                faults.Add(-1, $"{place}: the JSON is broken; read up to the last whole item");
                return repaired;
            }

            failure = $"this is no JSON: {place}";
            return null;
        }
    }

    private static byte[] Utf8(SourceText text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text.Span)];
        Encoding.UTF8.GetBytes(text.Span, bytes);
        return bytes;
    }

    public static string? Unquote(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: valid JSON, but no text.
            return null;
        }
    }

    // The end of the last object at depth 2 that was read whole: an element of the root's array.
    private static int LastWholeItem(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
        var end = 0;
        var inItems = false;
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                {
                    inItems = reader.ValueTextEquals("items");
                }
                else if (inItems && reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 2 })
                {
                    end = (int)reader.TokenStartIndex + 1;
                }
            }
        }
        catch (JsonException)
        {
            return end;
        }

        return end;
    }

    private static JsonDocument? Repair(byte[] bytes, int end)
    {
        var whole = new byte[end + 2];
        bytes.AsSpan(0, end).CopyTo(whole);
        "]}"u8.CopyTo(whole.AsSpan(end));
        try
        {
            return JsonDocument.Parse(whole, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
