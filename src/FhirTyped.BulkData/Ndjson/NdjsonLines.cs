using System.Buffers;

namespace FhirTyped.BulkData;

/// <summary>The lines of a file, one at a time in one buffer that is as large as the longest of them, and wiped when it is given back: they are data of patients.</summary>
internal sealed class NdjsonLines : IDisposable
{
    private const int FirstSize = 128 * 1024;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly int _longest;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;
    private int _searched;
    private bool _isEnd;

    private NdjsonLines(Stream stream, string file, int longest)
    {
        _stream = stream;
        _file = file;
        _longest = longest;
    }

    /// <summary>The line, without its end.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Which it is, from 1 on; empty ones count.</summary>
    public long Number { get; private set; }

    /// <summary>Whether a line break ends it: the last one may have none.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether there is nothing on it.</summary>
    public bool IsBlank => Line.Span.IndexOfAnyExcept(" \t\r\uFEFF"u8) < 0;

    /// <summary>Opens a file, compressed by gzip or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="longest">The longest line, in bytes.</param>
    public static NdjsonLines Open(string path, string name, int longest) => new(NdjsonFile.Open(path), name, longest);

    /// <summary>Goes to the next line.</summary>
    /// <exception cref="BulkLineException">It is longer than the limit, or the compressed file is damaged.</exception>
    public ValueTask<bool> MoveAsync(CancellationToken cancellationToken) => TryTake() ? new(true) : FillAsync(cancellationToken);

    public void Dispose()
    {
        _stream.Dispose();
        _buffer.AsSpan(0, _end).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Line = default;
    }

    private bool TryTake()
    {
        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            return false;
        }

        Take(_searched + found, isEnded: true);
        _start = _searched = _searched + found + 1;
        return true;
    }

    private void Take(int end, bool isEnded)
    {
        Line = _buffer.AsMemory(_start, end - _start);
        IsEnded = isEnded;
        Number++;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (!_isEnd)
        {
            MakeRoom();
            int read;
            try
            {
                read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException damage)
            {
                throw new BulkLineException(_file, Number + 1, "the compressed file breaks off, or is damaged", damage);
            }

            _end += read;
            _isEnd = read == 0;
            if (TryTake())
            {
                return true;
            }

            if (_end - _start > _longest)
            {
                throw new BulkLineException(_file, Number + 1, $"it is longer than {_longest} bytes", null);
            }
        }

        if (_start == _end)
        {
            Line = default;
            return false;
        }

        Take(_end, isEnded: false);
        _start = _searched = _end;
        return true;
    }

    // What was read is dropped once the buffer is full, and not before: then each byte is moved once.
    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var left = _end - _start;
        var target = _buffer;
        if (left > _buffer.Length / 2)
        {
            target = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
        }

        _buffer.AsSpan(_start, left).CopyTo(target);
        if (target != _buffer)
        {
            _buffer.AsSpan(0, _end).Clear();
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_start, _searched, _end) = (0, _searched - _start, left);
    }
}
