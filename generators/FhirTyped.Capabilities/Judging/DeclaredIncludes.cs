using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>The includes that a platform declares on a resource type, in whatever form it declares them.</summary>
internal sealed class DeclaredIncludes
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);

    /// <summary>Reads what is declared.</summary>
    /// <param name="declared">The values of a statement.</param>
    /// <param name="ownType">The resource type that a value without one means; null where it means none.</param>
    public DeclaredIncludes(EquatableArray<string> declared, string? ownType)
    {
        foreach (var value in declared)
        {
            _values.Add(value);
            if (ownType is not null && value.IndexOf(':') < 0)
            {
                _values.Add(ownType + ":" + value);
            }

            var target = value.IndexOf(':') is var colon and >= 0 ? value.IndexOf(':', colon + 1) : -1;
            if (target > 0)
            {
                _parameters.Add(value.Substring(0, target));
            }
        }
    }

    /// <summary>Whether an include is declared: by itself, without its target type, by its resource type alone, or as <c>*</c>.</summary>
    public bool Contain(string include)
    {
        if (_values.Contains("*") || _values.Contains(include))
        {
            return true;
        }

        for (var colon = include.IndexOf(':'); colon >= 0; colon = include.IndexOf(':', colon + 1))
        {
            if (_values.Contains(include.Substring(0, colon)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an include by a parameter is declared, be it for one target only.</summary>
    public bool ContainParameter(string parameter) => Contain(parameter) || _parameters.Contains(parameter);
}
