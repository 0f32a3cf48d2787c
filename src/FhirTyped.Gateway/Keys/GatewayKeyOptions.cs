using System.Diagnostics;
using System.Text.Json.Serialization;

namespace FhirTyped.Gateway;

/// <summary>
/// The master keys. To rotate: add a new one, make it the primary, and leave the old one until all sessions that it sealed have ended. What is wrong with them
/// ends the start: a gateway never makes a key of its own outside development.
/// </summary>
public sealed class GatewayKeyOptions
{
    /// <summary>The keys.</summary>
    public IList<GatewayKeyEntry> Keys { get; } = [];

    /// <summary>In development, where there are no <see cref="Keys"/>: the file of a key, which is made where it is not there. Elsewhere it counts for nothing.</summary>
    /// <value>By default null: a key of this process alone, in development.</value>
    public string? DevelopmentKeyFile { get; set; }

    /// <summary>Reads the keys.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong with them; the message says all of it, and holds no key.</exception>
    internal IReadOnlyList<GatewayMasterKey> Read()
    {
        var problems = new List<string>();
        var keys = Read(problems);
        return problems.Count == 0 ? keys : throw new InvalidOperationException(string.Join(' ', problems));
    }

    private List<GatewayMasterKey> Read(List<string> problems)
    {
        if (Keys.Count == 0)
        {
            problems.Add($"{nameof(GatewayKeyOptions)}.{nameof(Keys)} is empty: tokens are kept sealed, and that needs a key of {GatewayMasterKey.KeyLength} random bytes "
                + "(openssl rand -base64 32). Outside development none is made.");
            return [];
        }

        var keys = new List<GatewayMasterKey>();
        for (var index = 0; index < Keys.Count; index++)
        {
            if (Keys[index].Read($"{nameof(GatewayKeyOptions)}.{nameof(Keys)}[{index}]", problems) is { } key)
            {
                keys.Add(key);
            }
        }

        foreach (var same in Keys.GroupBy(static entry => entry.Id, StringComparer.Ordinal).Where(static group => group.Key.Length > 0 && group.Count() > 1))
        {
            problems.Add($"{nameof(GatewayKeyOptions)}.{nameof(Keys)}: {same.Count()} keys have the id '{(GatewayMasterKey.IsId(same.Key) ? same.Key : "?")}'.");
        }

        if (Keys.Count(static entry => entry.IsPrimary) is var primaries and not 1)
        {
            problems.Add($"{nameof(GatewayKeyOptions)}.{nameof(Keys)}: exactly one key is the primary one, which seals, and {(primaries == 0 ? "none" : primaries)} of these {Keys.Count} is.");
        }

        return keys;
    }
}

/// <summary>One master key.</summary>
public sealed class GatewayKeyEntry
{
    // A key in base64 with a line break; what is longer is another file.
    private const int MaximumFileLength = 1024;

    /// <summary>Its id, which stands in what is sealed with it: 1 to 64 letters, digits, dots, underscores and hyphens of ASCII. Never give an id to another key.</summary>
    public string Id { get; set; } = "";

    /// <summary>The key: 32 random bytes as base64. Either this or <see cref="KeyFile"/>.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Key { get; set; }

    /// <summary>The file that holds the key as base64. It is read at start; white space around it is none of it.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Whether it is the one that seals.</summary>
    public bool IsPrimary { get; set; }

    /// <summary>The id alone; not even that where it is none, since somebody may have put the key there.</summary>
    public override string ToString() => GatewayMasterKey.IsId(Id) ? Id : nameof(GatewayKeyEntry);

    internal GatewayMasterKey? Read(string place, List<string> problems)
    {
        var before = problems.Count;
        if (!GatewayMasterKey.IsId(Id))
        {
            // Somebody may have put the key there: it is not repeated.
            problems.Add($"{place}.{nameof(Id)} is no id: it has 1 to {GatewayMasterKey.MaximumIdLength} letters, digits, dots, underscores and hyphens of ASCII.");
        }

        if (string.IsNullOrEmpty(Key) == string.IsNullOrEmpty(KeyFile))
        {
            problems.Add($"{place}: exactly one of {nameof(Key)} and {nameof(KeyFile)} is needed.");
            return null;
        }

        var text = Key;
        if (string.IsNullOrEmpty(text) && (text = ReadFile($"{place}.{nameof(KeyFile)}", problems)) is null)
        {
            return null;
        }

        var member = $"{place}.{(string.IsNullOrEmpty(Key) ? nameof(KeyFile) : nameof(Key))}";
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length))
        {
            problems.Add($"{member} is no base64.");
        }
        else if (GatewayMasterKey.ProblemOf(bytes.AsSpan(0, length)) is { } problem)
        {
            problems.Add($"{member}: {problem}");
        }

        return problems.Count > before ? null : new(Id, bytes.AsSpan(0, length), IsPrimary);
    }

    private string? ReadFile(string member, List<string> problems)
    {
        try
        {
            using var file = File.OpenRead(KeyFile!);
            if (file.Length <= MaximumFileLength)
            {
                using var reader = new StreamReader(file);
                return reader.ReadToEnd();
            }

            problems.Add($"{member} ('{KeyFile}') has {file.Length:N0} bytes: it holds no key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Add($"{member} ('{KeyFile}') cannot be read: {exception.GetType().Name}.");
        }

        return null;
    }
}
