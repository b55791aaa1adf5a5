"use client"

import { type KeyboardEvent, useId, useState } from "react"
import { useSuggestions } from "@/components/use-suggestions"

type Props = { label: string; defaultValue?: string; className?: string }

/**
 * The field of a search form, with suggestions as one types: a combobox with a listbox (WAI-ARIA APG).
 * Arrows choose, Enter opens what is chosen, Escape closes. Without JavaScript it is a plain field.
 */
export function SearchInput({ label, defaultValue = "", className = "" }: Props) {
  const id = useId()
  const [typed, setTyped] = useState(defaultValue)
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const found = useSuggestions(isOpen ? typed : null)
  const isShown = isOpen && found.length > 0
  const chosen = isShown ? found[active] : undefined
  const close = () => {
    setIsOpen(false)
    setActive(-1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Enter" && chosen) {
      event.preventDefault()
      window.location.assign(chosen.href)
    } else if (event.key === "Escape" && isShown) {
      event.preventDefault()
      close()
    } else if (step && isShown) {
      event.preventDefault()
      // One place more than there are suggestions: back in the field.
      setActive(((active + 1 + step + found.length + 1) % (found.length + 1)) - 1)
    } else if (step) {
      setIsOpen(true)
    }
  }
  // HTML has no element for a field with a list of links to other pages below it.
  // oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/click-events-have-key-events
  return (
    <div className={`relative min-w-0 ${className}`.trim()}>
      <input
        type="search"
        name="q"
        value={typed}
        maxLength={200}
        placeholder="Search"
        autoComplete="off"
        enterKeyHint="search"
        aria-label={label}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}list`}
        aria-activedescendant={chosen ? `${id}${active}` : undefined}
        className="block min-h-11 w-full rounded-lg border border-edge bg-paper px-3.5 py-2 placeholder:text-quiet"
        onChange={(event) => {
          setTyped(event.target.value)
          setIsOpen(true)
          setActive(-1)
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <ul
        id={`${id}list`}
        role="listbox"
        aria-label="Suggestions"
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-10 mt-1 max-h-96 overflow-y-auto rounded-lg border border-edge bg-paper py-1 shadow-lg"
      >
        {found.map(({ text, hint, href }, at) => (
          // The keys are the field's: focus never leaves it.
          <li
            key={href}
            id={`${id}${at}`}
            role="option"
            aria-selected={at === active}
            className="flex min-h-11 cursor-pointer items-center justify-between gap-4 px-3.5 py-1.5 hover:bg-surface aria-selected:bg-surface aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-accent"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => window.location.assign(href)}
          >
            <span className="min-w-0 wrap-anywhere">{text}</span>
            <span className="shrink-0 text-sm text-quiet">{hint}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
