using System.Buffers;

namespace FhirTyped.Firely;

/// <summary>The names of the properties so far of each object that a reading is in, as places in the payload.</summary>
internal sealed class PropertyNames : IDisposable
{
    private readonly int[] _firsts = new int[FirelyJson.MaximumDepth + 1];
    private (int Start, int Length)[] _names = ArrayPool<(int, int)>.Shared.Rent(64);
    private int _count;
    private int _depth;

    /// <summary>An object begins.</summary>
    public void Enter() => _firsts[_depth++] = _count;

    /// <summary>An object ends.</summary>
    public void Leave() => _count = _firsts[--_depth];

    /// <summary>Adds a name of the innermost object.</summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="name">The name.</param>
    /// <param name="start">Where it stands.</param>
    /// <param name="isTwofold">Becomes true where the object has the name already.</param>
    /// <param name="isDoubtful">Becomes true where it has one that may be another type of the same choice: <c>valueString</c> beside <c>valueCode</c>.</param>
    public void Add(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> name, int start, ref bool isTwofold, ref bool isDoubtful)
    {
        for (var i = _firsts[_depth - 1]; i < _count; i++)
        {
            var other = utf8.Slice(_names[i].Start, _names[i].Length);
            if (!other.IsEmpty && !name.IsEmpty && other[0] != name[0])
            {
                continue;
            }

            var same = name.CommonPrefixLength(other);
            if (same == name.Length && same == other.Length)
            {
                isTwofold = true;
            }
            else if (same > 0 && same < name.Length && same < other.Length && IsUpper(name[same]) && IsUpper(other[same]))
            {
                isDoubtful = true;
            }
        }

        if (_count == _names.Length)
        {
            var larger = ArrayPool<(int, int)>.Shared.Rent(_names.Length * 2);
            _names.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<(int, int)>.Shared.Return(_names);
            _names = larger;
        }

        _names[_count++] = (start, name.Length);
    }

    public void Dispose() => ArrayPool<(int, int)>.Shared.Return(_names);

    private static bool IsUpper(byte c) => c is >= (byte)'A' and <= (byte)'Z';
}
