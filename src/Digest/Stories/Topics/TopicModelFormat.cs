namespace Digest.Stories.Topics;

/// <summary>How a topic model lies on disk: only the features it knows, little-endian.</summary>
internal static class TopicModelFormat
{
    private const uint Magic = 0x44_47_54_4D;

    public static void Write(BinaryWriter file, TopicModel model, DateTimeOffset learnedAt, int version)
    {
        file.Write(Magic);
        file.Write(version);
        file.Write(learnedAt.ToUnixTimeMilliseconds());
        file.Write(model.Codes.Count);
        foreach (var code in model.Codes)
        {
            file.Write(code);
        }

        file.Write(model.Languages.Count);
        foreach (var language in model.Languages)
        {
            file.Write(language);
        }

        foreach (var bias in model.Bias)
        {
            file.Write(bias);
        }

        WriteFeatures(file, model);
    }

    /// <returns>The model and when it was learned, or null for a file of another version, or cut short.</returns>
    public static (TopicModel Model, DateTimeOffset LearnedAt)? Read(BinaryReader file, int version)
    {
        try
        {
            if (file.ReadUInt32() != Magic || file.ReadInt32() != version)
            {
                return null;
            }

            var learnedAt = DateTimeOffset.FromUnixTimeMilliseconds(file.ReadInt64());
            var codes = Enumerable.Range(0, file.ReadInt32()).Select(_ => file.ReadString()).ToList();
            var languages = Enumerable.Range(0, file.ReadInt32()).Select(_ => file.ReadString()).ToList();
            var bias = codes.Select(_ => file.ReadSingle()).ToArray();
            return (ReadFeatures(file, codes, languages, bias), learnedAt);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private static void WriteFeatures(BinaryWriter file, TopicModel model)
    {
        var rarity = model.Rarity;
        var classes = model.Codes.Count;
        for (var bucket = 0; bucket < rarity.Length; bucket++)
        {
            if (rarity[bucket] <= 0)
            {
                continue;
            }

            file.Write(bucket);
            file.Write(rarity[bucket]);
            for (var c = 0; c < classes; c++)
            {
                file.Write((Half)model.Weights[(bucket * classes) + c]);
            }
        }

        file.Write(-1);
    }

    private static TopicModel ReadFeatures(BinaryReader file, List<string> codes, List<string> languages, float[] bias)
    {
        var rarity = new float[TopicFeatures.Buckets];
        var weights = new float[TopicFeatures.Buckets * codes.Count];
        for (var bucket = file.ReadInt32(); bucket >= 0; bucket = file.ReadInt32())
        {
            rarity[bucket] = file.ReadSingle();
            for (var c = 0; c < codes.Count; c++)
            {
                weights[(bucket * codes.Count) + c] = (float)file.ReadHalf();
            }
        }

        return new TopicModel(codes, languages, weights, bias, rarity);
    }
}
