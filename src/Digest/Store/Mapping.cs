using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

using Dapper;

namespace Digest.Store;

/// <summary>
/// How .NET values stand in columns: times as UTC milliseconds, snake_case names, JSON text.
/// Enums: pass <c>value.ToString()</c> as a parameter; reading a TEXT column into an enum property works by itself.
/// </summary>
public static class Mapping
{
    /// <summary>JSON as it is stored: camelCase, enums by name, nulls left out.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static int _registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) == 1)
        {
            return;
        }

        DefaultTypeMap.MatchNamesWithUnderscores = true;
        // Without RemoveTypeMap Dapper keeps its own DbType: PostgreSQL errors, and SQLite compares a number with text.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new TimeHandler());
        SqlMapper.AddTypeHandler(new StringListHandler());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<long>>());
        SqlMapper.AddTypeHandler(new JsonHandler<Model.Picture>());
        SqlMapper.AddTypeHandler(new JsonHandler<Model.Choices>());
        SqlMapper.AddTypeHandler(IssueStories.Shared);
    }

    /// <summary>Of a column with a list of texts.</summary>
    internal static IReadOnlyList<string> Strings(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<List<string>>(json, Json) ?? [];

    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }
    }

    private sealed class StringListHandler : SqlMapper.TypeHandler<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Parse(object value) => Strings((string)value);

        public override void SetValue(IDbDataParameter parameter, IReadOnlyList<string>? value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = JsonSerializer.Serialize(value ?? [], Json);
        }
    }

    private sealed class JsonHandler<T> : SqlMapper.TypeHandler<T> where T : class
    {
        public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value, Json);

        public override void SetValue(IDbDataParameter parameter, T? value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, Json);
        }
    }
}
