using System.Text;

namespace FhirTyped.R4;

/// <summary>
/// Shares equal short strings within one payload: systems, codes, units and displays repeat in each entry of a bundle. Lives as
/// long as the reading, so that nothing of a payload outlasts it.
/// </summary>
internal sealed class StringCache
{
    /// <summary>Payloads shorter than this repeat too little to pay for the table.</summary>
    public const int WorthwhileLength = 8 * 1024;

    private const int LongestText = 64;
    private const int Slots = 512;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The string of an unescaped UTF-8 text.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestText)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = (uint)utf8.Length;
        foreach (var b in utf8.Length > 16 ? utf8[^16..] : utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }

        ref var slot = ref _slots[(hash ^ (hash >> 15)) & (Slots - 1)];
        if (slot is not null && slot.Length == utf8.Length && Ascii.Equals(utf8, slot))
        {
            return slot;
        }

        return slot = Encoding.UTF8.GetString(utf8);
    }
}
