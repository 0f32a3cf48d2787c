using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>
/// Writes a search that is given as text: the text is read (<see cref="SearchTextReader"/>) and written anew, so that what is judged is what
/// is sent, to the last character.
/// </summary>
internal sealed class SearchTextWriter
{
    private readonly SearchUrlBuilder _url = new();
    private Part _part;
    private int _criteria;

    // Where the name of the criterion begins.
    private int _start;
    private bool _endsInBackslash;

    private enum Part
    {
        None,
        Name,
        Value,
    }

    /// <summary>The query of a text, without a question mark.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static string Rewrite(string text)
    {
        var writer = new SearchTextWriter();
        writer.AppendText(text);
        return writer.ToQuery();
    }

    /// <summary>The name of the parameter whose value is written, for messages.</summary>
    public string ParameterName
    {
        get
        {
            var criterion = _url.Written[_start..];
            var end = criterion.IndexOf('=');
            return (end < 0 ? criterion : criterion[..end]).ToString();
        }
    }

    /// <summary>Appends text: names and values with what stands between them.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public void AppendText(string text)
    {
        var reader = new SearchTextReader(text, 0, text.Length);
        while (reader.Read())
        {
            if (reader.Problem is { } problem)
            {
                throw Unreadable("there is " + problem);
            }

            if (reader is { CodePoint: SearchTextReader.Separator, IsEncoded: false })
            {
                EndCriterion();
            }
            else if (_part == Part.Value)
            {
                _url.AppendWritten(new Rune(reader.CodePoint), _endsInBackslash);
                _endsInBackslash = reader.CodePoint == '\\' && !_endsInBackslash;
            }
            else if (reader is { CodePoint: SearchTextReader.Assignment, IsEncoded: false })
            {
                EndName();
            }
            else
            {
                // No name has a character beyond ASCII.
                AppendToName(reader.CodePoint < 0x80 ? (char)reader.CodePoint : '\uFFFD');
            }
        }
    }

    /// <summary>Where a value of the program is put in, behind the <c>=</c>.</summary>
    /// <exception cref="ArgumentException">It would not stand there as it is.</exception>
    public SearchUrlBuilder BeginValue()
    {
        if (_part != Part.Value)
        {
            throw Unreadable("a value stands where a name is expected");
        }

        return _endsInBackslash ? throw Unreadable("a backslash stands before a value of the program and would escape its first character") : _url;
    }

    /// <summary>Appends a text of the program: a value, or where no <c>=</c> came yet a name.</summary>
    /// <exception cref="ArgumentException">It is null or empty, or cannot be sent there.</exception>
    public void AppendValue(string? value)
    {
        if (_part == Part.Value)
        {
            BeginValue().AppendValue(value, ParameterName);
            return;
        }

        if (string.IsNullOrEmpty(value))
        {
            throw Unreadable("a name is empty");
        }

        foreach (var c in value)
        {
            AppendToName(c);
        }
    }

    /// <summary>The query.</summary>
    /// <exception cref="ArgumentException">It ends in a name that cannot be sent.</exception>
    public string ToQuery()
    {
        EndCriterion();
        return _url.Written.ToString();
    }

    private void AppendToName(char c)
    {
        if (_part == Part.None)
        {
            if (_criteria++ > 0)
            {
                _url.Append('&');
            }

            _start = _url.Written.Length;
            _part = Part.Name;
        }

        if (SearchNames.Characters.IndexOf(c, StringComparison.Ordinal) < 0)
        {
            throw Unreadable(SearchNames.FindProblem(c.ToString())!);
        }

        _url.Append(c);
    }

    private void EndName()
    {
        if (SearchNames.FindProblem(_part == Part.None ? "" : ParameterName) is { } problem)
        {
            throw Unreadable(problem);
        }

        _url.Append('=');
        _part = Part.Value;
        _endsInBackslash = false;
    }

    // A name without a value is left to the judge, who refuses it as an empty one.
    private void EndCriterion()
    {
        if (_part == Part.Name)
        {
            EndName();
        }

        _part = Part.None;
    }

    private ArgumentException Unreadable(string problem) => new(
        $"The text of the search cannot be read: {problem} ({(_part == Part.Value ? $"in the value of '{ParameterName}'" : $"in the name of criterion {_criteria}")}).");
}
