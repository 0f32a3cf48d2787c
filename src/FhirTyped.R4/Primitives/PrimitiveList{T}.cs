using System.Collections;
using System.Runtime.CompilerServices;

namespace FhirTyped.R4;

/// <summary>
/// A list of primitives. Beside each value it can hold the item's id and extensions (<c>_given</c> in JSON), which move along
/// when items are inserted and removed. Not safe for use by several threads while one of them changes it.
/// </summary>
/// <typeparam name="T">The type of the values; an item that has only extensions holds its default.</typeparam>
[CollectionBuilder(typeof(PrimitiveListBuilder), nameof(PrimitiveListBuilder.Create))]
public sealed class PrimitiveList<T> : IList<T>, IReadOnlyList<T>, IPrimitiveItems
{
    private T[] _values = [];
    private ItemState[]? _states;

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <summary>How many items the payload's array of ids and extensions had; it may end in nulls.</summary>
    internal int MetadataCount { get; set; }

    /// <summary>How many items the payload's array of values had.</summary>
    internal int ValueCount { get; private set; }

    /// <summary>Whether any item has more than its value.</summary>
    internal bool HasStates => _states is not null;

    /// <inheritdoc cref="IList{T}.this"/>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _values[index];
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            _values[index] = value;
            if (_states is not null)
            {
                _states[index].Raw = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Add(T item)
    {
        if (Count == _values.Length)
        {
            Resize(Count == 0 ? 1 : Count * 2);
        }

        _values[Count++] = item;
    }

    /// <inheritdoc/>
    public void Insert(int index, T item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)Count, nameof(index));
        Add(item);
        Array.Copy(_values, index, _values, index + 1, Count - 1 - index);
        _values[index] = item;
        if (_states is not null)
        {
            Array.Copy(_states, index, _states, index + 1, Count - 1 - index);
            _states[index] = default;
        }
    }

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        Count--;
        Array.Copy(_values, index + 1, _values, index, Count - index);
        _values[Count] = default!;
        if (_states is not null)
        {
            Array.Copy(_states, index + 1, _states, index, Count - index);
            _states[Count] = default;
        }
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        var index = IndexOf(item);
        if (index < 0)
        {
            return false;
        }

        RemoveAt(index);
        return true;
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _values = [];
        _states = null;
        Count = 0;
        MetadataCount = 0;
        ValueCount = 0;
    }

    /// <inheritdoc/>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public int IndexOf(T item) => Array.IndexOf(_values, item, 0, Count);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => Array.Copy(_values, 0, array, arrayIndex, Count);

    /// <summary>The id and extensions of an item, or null where it has neither.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public PrimitiveMetadata? GetMetadata(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _states?[index].Metadata;
    }

    /// <summary>Sets or, with null, removes the id and extensions of an item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public void SetMetadata(int index, PrimitiveMetadata? metadata)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        States[index].Metadata = metadata;
    }

    /// <summary>Whether an item has a value; without one, it holds the default of its type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public bool HasValue(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _values[index] is not null && !(_states?[index].IsValueless ?? false);
    }

    /// <summary>Enumerates the values without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool IPrimitiveItems.HasExtensions(int index) => _states?[index].Metadata is { HasExtensions: true };

    /// <summary>What an item has beyond its value.</summary>
    internal ItemState StateOf(int index) => _states is null ? default : _states[index];

    /// <summary>Stores the value of an item that was read, after items that only had extensions so far.</summary>
    internal void SetRead(int index, T value)
    {
        if (index == Count)
        {
            Add(value);
        }
        else
        {
            this[index] = value;
        }

        ValueCount = index + 1;
    }

    /// <summary>Stores raw JSON in place of an item's value.</summary>
    internal void SetRaw(int index, byte[] raw, bool isText = false)
    {
        if (index == Count)
        {
            Add(default!);
        }

        ref var state = ref States[index];
        state.Raw = raw;
        state.IsText = isText;
        ValueCount = index + 1;
    }

    /// <summary>Adds an item that the payload's array of values has not reached.</summary>
    internal void AddAbsent()
    {
        Add(default!);
        States[Count - 1].Raw = ItemState.Absent;
    }

    /// <summary>Takes the values back that were read; ids and extensions stay.</summary>
    internal void ForgetValues()
    {
        for (var i = 0; i < ValueCount; i++)
        {
            _values[i] = default!;
            States[i].Raw = ItemState.Absent;
            States[i].IsText = false;
        }

        ValueCount = 0;
        Trim(MetadataCount);
    }

    /// <summary>Takes the ids and extensions back that were read; values stay.</summary>
    internal void ForgetMetadata()
    {
        for (var i = 0; i < MetadataCount; i++)
        {
            States[i].Metadata = null;
        }

        MetadataCount = 0;
        Trim(ValueCount);
    }

    internal PrimitiveList<T> Clone()
    {
        var copy = new PrimitiveList<T> { _values = _values.AsSpan(0, Count).ToArray(), Count = Count, MetadataCount = MetadataCount };
        if (_states is not null)
        {
            var states = copy.States;
            for (var i = 0; i < Count; i++)
            {
                states[i] = new ItemState { Metadata = (PrimitiveMetadata?)_states[i].Metadata?.CloneBase(), Raw = _states[i].Raw, IsText = _states[i].IsText };
            }
        }

        return copy;
    }

    private void Trim(int count)
    {
        while (Count > count)
        {
            RemoveAt(Count - 1);
        }
    }

    private ItemState[] States => _states ??= new ItemState[_values.Length];

    private void Resize(int capacity)
    {
        Array.Resize(ref _values, capacity);
        if (_states is not null)
        {
            Array.Resize(ref _states, capacity);
        }
    }

    /// <summary>Enumerates the values.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly PrimitiveList<T> _list;
        private int _index;

        internal Enumerator(PrimitiveList<T> list)
        {
            _list = list;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly T Current => _list[_index];

        readonly object? IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _list.Count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
