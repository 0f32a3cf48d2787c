using System.Text;

namespace FhirTyped.R4;

/// <summary>The codes of one enum, with their systems and displays, read from one UTF-8 text.</summary>
internal sealed class CodeTable
{
    private readonly byte[][] _utf8;
    private readonly string[] _codes;
    private readonly string[] _displays;
    private readonly string[] _systems;

    // Open addressing over a power of two; 0 is empty, else index + 1.
    private readonly ushort[] _slots;

    public CodeTable(ReadOnlySpan<byte> text)
    {
        var utf8 = new List<byte[]>();
        var displays = new List<string>();
        var systems = new List<string>();
        var system = "";
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = text[..end];
            text = text[(end + 1)..];
            var tab = line.IndexOf((byte)'\t');
            if (tab < 0)
            {
                system = Encoding.UTF8.GetString(line[1..]);
                continue;
            }

            utf8.Add(line[..tab].ToArray());
            displays.Add(Encoding.UTF8.GetString(line[(tab + 1)..]));
            systems.Add(system);
        }

        _utf8 = [.. utf8];
        _displays = [.. displays];
        _systems = [.. systems];
        _codes = new string[_utf8.Length];
        _slots = new ushort[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(_utf8.Length * 2) + 1)];
        for (var i = 0; i < _utf8.Length; i++)
        {
            _codes[i] = Encoding.UTF8.GetString(_utf8[i]);
            var slot = Hash(_utf8[i]) & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = (ushort)(i + 1);
        }
    }

    public int Count => _utf8.Length;

    public bool Contains(int index) => (uint)index < (uint)_utf8.Length;

    public string CodeAt(int index) => _codes[index];

    public ReadOnlySpan<byte> Utf8At(int index) => _utf8[index];

    public string DisplayAt(int index) => _displays[index];

    public string SystemAt(int index) => _systems[index];

    /// <summary>The place of a code, or -1. Where two systems share a code, the first.</summary>
    public int IndexOf(ReadOnlySpan<byte> code)
    {
        for (var slot = Hash(code) & (_slots.Length - 1); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (code.SequenceEqual(_utf8[_slots[slot] - 1]))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    /// <inheritdoc cref="IndexOf(ReadOnlySpan{byte})"/>
    public int IndexOf(string code) => IndexOf(Encoding.UTF8.GetBytes(code));

    /// <summary>The place of a code of a system, or -1.</summary>
    public int IndexOf(string system, string code)
    {
        for (var i = 0; i < _codes.Length; i++)
        {
            if (_codes[i] == code && _systems[i] == system)
            {
                return i;
            }
        }

        return -1;
    }

    private static int Hash(ReadOnlySpan<byte> code)
    {
        var hash = 2166136261u;
        foreach (var b in code)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & 0x7FFFFFFF);
    }
}
